import Foundation
import TestSupport
import Testing

/// What may never end is not waited for, and links inside the workspace are not written through.
struct EndlessInputTests {
    @Test(
        "A device as data is refused by its kind",
        .enabled(if: FileManager.default.fileExists(atPath: "/dev/zero")),
        arguments: ["/dev/zero", "/dev/urandom", "/dev/full"])
    func devices(path: String) throws {
        let place = try TemporaryPlace()
        for call in [
            ["report", "--data", path], ["inspect", path], ["leads", "--data", path],
        ] {
            let result = try Command.run(call, in: place.url)
            #expect(result.code == 65, "\(call) \(result.complaint)")
            #expect(result.complaint.contains("a pipe or a device, and may never end"))
        }
        // The one that is empty says that.
        let empty = try Command.run(["report", "--data", "/dev/null"], in: place.url)
        #expect(empty.code != 0 && !empty.complaint.contains("device"))
    }

    @Test("Bytes without the end of a line are no table, from a pipe or a file")
    func noLines() throws {
        let place = try TemporaryPlace()
        let binary = Command.binary.path
        let script = """
            (printf 'lead_id,created_at,source\\n'; head -c 80000000 /dev/zero | tr '\\0' a) > long.csv
            cat long.csv | '\(binary)' report --data - ; echo code $?
            '\(binary)' report --data long.csv; echo code $?
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", script]
        process.currentDirectoryURL = place.url
        let pipe = Pipe()
        (process.standardOutput, process.standardError) = (pipe, pipe)
        try process.run()
        let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(text.components(separatedBy: "code 65").count == 3, "\(text.suffix(600))")
        #expect(text.components(separatedBy: "64 MiB").count == 3, "\(text.suffix(600))")
    }

    @Test("Folders of the workspace that are links are refused by every command that writes")
    func links() throws {
        for name in ["backups", "rejects"] {
            let place = try TemporaryPlace()
            _ = try place.write("lead_id,created_at,source\nK-1,2026-03-01,fair\n", to: "l.csv")
            #expect(try Command.run(["init"], in: place.url).code == 0)
            #expect(try Command.run(["import", "l.csv"], in: place.url).code == 0)
            let (inside, outside) = ("\(place.path)/mql-data/\(name)", "\(place.path)/elsewhere")
            try FileManager.default.createDirectory(
                atPath: outside, withIntermediateDirectories: true)
            try? FileManager.default.removeItem(atPath: inside)
            #expect(symlink(outside, inside) == 0)
            _ = try place.write(
                "lead_id,created_at,source\nK-2,geen,fair\nK-3,2026-03-02,fair\n", to: "m.csv")
            for call in [
                ["import", "m.csv", "--accept-loss"], ["backup"],
                ["undo-import", "1"],
                ["privacy", "erase", "K-1", "--yes"], ["privacy", "object", "K-1"],
                ["privacy", "retention", "--months", "1", "--erase", "--yes"],
                ["privacy", "clear"],
            ] {
                let result = try Command.run(call, in: place.url)
                #expect(result.code != 0, "\(call) \(result.output)")
                let isRefused = result.complaint.contains("\(name) is a link")
                #expect(isRefused, "\(call) \(result.complaint)")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: outside).isEmpty)
            // Reading goes on.
            #expect(try Command.run(["report"], in: place.url).code == 0)
        }
    }

    @Test("What explains one lead in a file is a list that was written too")
    func explained() throws {
        let place = try TemporaryPlace()
        _ = try place.write(
            "lead_id,created_at,source,email\nK-1,2026-03-01,fair,k@een.example\n", to: "l.csv")
        #expect(try Command.run(["init"], in: place.url).code == 0)
        #expect(try Command.run(["import", "l.csv"], in: place.url).code == 0)
        let explain = ["explain", "K-1", "--as-of", "2026-10-01"]
        #expect(try Command.run(explain, in: place.url).code == 0)
        let screen = try Command.run(["privacy", "export", "K-1"], in: place.url)
        #expect(!screen.output.contains("why.html"))
        let written = try Command.run(
            explain + ["--format", "html", "--to", "why.html"], in: place.url)
        #expect(written.code == 0)
        #expect(
            try Command.run(["privacy", "export", "K-1"], in: place.url).output.contains("why.html")
        )
        let erased = try Command.run(["privacy", "erase", "K-1", "--yes"], in: place.url)
        #expect(erased.code == 0 && erased.output.contains("why.html"))
    }
}
