internal import Quantities

/// The folder into which the demo puts its files: over those that it put there before, and over nobody
/// else's.
package struct DemoFolder {
    private static let page = "justify.html"
    private static let notice = "README.txt"
    private static let head =
        "Data of an invented firm, made by `mql demo`. `mql demo` writes over these files as long as nobody "
        + "has changed them.\n"

    /// What the invented firm has answered, so that its page has a requirement that somebody gave.
    private static let answers = """
        # What the invented firm has answered. In this folder no options are needed: mql justify
        firm: Waterland Pompen BV
        files: [\(DemoWorld.files.joined(separator: ", "))]
        exported_on: \(DemoWorld.asOf)
        economics: {required_return: {value: 2.00, by: controller, on: 2026-03-03}}
        # A test of what LinkedIn causes: mql experiment read linkedin-2026
        experiments:
          linkedin-2026:
            source: \(DemoWorld.regionTest.source)
            design: regions
            outcome: mqls
            from: 2026-05-18
            to: 2026-08-09
            regions_off: [\(DemoWorld.regionTest.off.joined(separator: ", "))]
            keep_from: 0.50

        """

    package let folder: String
    /// The files of data, in the order in which they are named.
    package var files: [String] { DemoWorld.files.map(path) }
    private var marks: [(name: String, mark: String)] = []

    /// Writes the files of data and the answers.
    ///
    /// - Throws: `FailedVerb` that names every file there that is somebody's own; then nothing is written.
    package init(_ folder: String) throws {
        self.folder = folder
        var texts = [String](repeating: "", count: DemoWorld.files.count)
        var world = DemoWorld()
        world.write { texts[$0] += $1 }
        let all = zip(DemoWorld.files, texts) + [(Project.fileName, Self.answers)]
        marks = all.map { ($0.0, Self.mark($0.1)) }
        // A folder that is not there yet may be made where a file may be.
        let isThere = Files.exists(folder)
        _ = try OutputGuard(reading: []).file(
            isThere ? path(Self.notice) : folder, for: "--into", over: .plainFile)
        try refuseOthers()
        try Files.makeFolder(folder)
        for (name, text) in all { try put(name, text) }
        try tellMarks()
    }

    /// What the firm has answered.
    package var project: Project? { get throws { try Project.load(path(Project.fileName)) } }

    /// Writes the page for management.
    ///
    /// - Returns: where it is.
    package mutating func add(page text: String) throws -> String {
        marks.append((Self.page, Self.mark(text)))
        try tellMarks()
        try put(Self.page, text)
        return path(Self.page)
    }

    private func path(_ name: String) -> String { "\(folder)/\(name)" }

    private func put(_ name: String, _ text: String) throws {
        try OutputGuard(reading: []).file(
            path(name), for: "--into", over: .plainFile, takesPipes: false
        ).write(text)
    }

    private func tellMarks() throws {
        let lines = marks.map { "\($0.name) \($0.mark)\n" }
        try put(Self.notice, Self.head + "\n" + lines.joined())
    }

    /// Whatever else stands there under these names is somebody's own.
    private func refuseOthers() throws {
        let earlier = (try? Files.text(path(Self.notice))) ?? ""
        var known = marks.map { "\($0.name) \($0.mark)" }
        if earlier.hasPrefix(Self.head) {
            known += earlier.split(separator: "\n").map(String.init)
        }
        let taken = (DemoWorld.files + [Project.fileName, Self.page, Self.notice]).filter { name in
            guard Files.kind(of: path(name)) != .nothing else { return false }
            guard let text = try? Files.text(path(name), follows: false) else { return true }
            return name == Self.notice
                ? !text.hasPrefix(Self.head) : !known.contains("\(name) \(Self.mark(text))")
        }.map { path($0).visible }
        guard !taken.isEmpty else { return }
        let list = taken.joined(separator: ", ")
        let isOne = taken.count == 1
        throw FailedVerb(
            .cannotWrite,
            en: "\(list) \(isOne ? "is" : "are") there already. Choose another folder with --into.",
            nl: "\(list) \(isOne ? "is" : "zijn") er al. Kies een andere map met --into.")
    }

    /// Tells one text from another.
    private static func mark(_ text: String) -> String {
        let digits = String(RowHash.hash(text), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
