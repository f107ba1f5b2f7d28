internal import Leads

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// Files as the form of a browser sends them: one after the other, with a line between them (RFC 7578).
package enum IncomingForm {
    /// How many files are taken at once.
    package static let most = 20
    /// How long what stands before a file may be.
    private static let longestHead = 8 << 10
    private static let piece = 1 << 20

    /// The files of a form, each as a file of its own that is called as it was; nil for what is no such form.
    ///
    /// - Parameters:
    ///   - boundary: what stands between them.
    ///   - make: gives a private file.
    package static func files(
        _ form: IncomingFile, boundary: String, _ make: () throws -> IncomingFile
    ) throws -> [IncomingFile]? {
        guard !boundary.isEmpty, boundary.utf8.count <= 200, let bytes = Files.bytes(form.path)
        else { return nil }
        return try withExtendedLifetime(bytes) {
            try files(bytes.bytes, Array("--\(boundary)".utf8), make)
        }
    }

    private static func files(
        _ bytes: UnsafeRawBufferPointer, _ line: [UInt8], _ make: () throws -> IncomingFile
    ) throws -> [IncomingFile]? {
        guard bytes.starts(with: line) else { return nil }
        var files: [IncomingFile] = []
        var place = line.count
        let between = [0x0D, 0x0A] + line
        while true {
            // Two hyphens behind the line end the form.
            if bytes[place...].starts(with: Array("--".utf8)) { return files }
            guard bytes[place...].starts(with: [0x0D, 0x0A]) else { return nil }
            let end: [UInt8] = [0x0D, 0x0A, 0x0D, 0x0A]
            guard let head = find(end, in: bytes, from: place, most: longestHead),
                let next = find(between, in: bytes, from: head + 2, most: .max)
            else { return nil }
            let start = min(head + end.count, next)
            if let name = name(String(decoding: bytes[place..<head], as: UTF8.self)), start < next {
                guard files.count < most else { return nil }
                files.append(try copy(bytes, start..<next, called: name, make))
            }
            place = next + between.count
        }
    }

    private static func copy(
        _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, called name: String,
        _ make: () throws -> IncomingFile
    ) throws -> IncomingFile {
        let file = try make()
        var place = range.lowerBound
        while place < range.upperBound {
            let next = min(place + piece, range.upperBound)
            try file.append(UnsafeRawBufferPointer(rebasing: bytes[place..<next]))
            place = next
        }
        file.finish()
        try file.call(name)
        return file
    }

    /// The name of a file as the head of a part says it; nil for a field that is none, or one in which nothing was
    /// chosen.
    private static func name(_ head: String) -> String? {
        guard
            let found = head.firstMatch(of: /(?i)content-disposition:[^\n]*?;\s*filename="([^"]*)"/)
        else { return nil }
        let name = found.output.1.replacing("%22", with: "\"").replacing("%0D%0A", with: " ")
        return name.isEmpty ? nil : String(name)
    }

    /// Where some bytes stand; nil where they do not.
    private static func find(
        _ wanted: [UInt8], in bytes: UnsafeRawBufferPointer, from start: Int, most: Int
    ) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        let last = bytes.count - wanted.count
        var place = start
        while place <= last, place - start <= most {
            guard let found = memchr(base + place, Int32(wanted[0]), last - place + 1) else {
                return nil
            }
            place = base.distance(to: UnsafeRawPointer(found))
            if memcmp(base + place, wanted, wanted.count) == 0 {
                return place - start <= most ? place : nil
            }
            place += 1
        }
        return nil
    }
}
