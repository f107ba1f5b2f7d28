internal import Quantities

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

/// The files that somebody means by names, folders and patterns.
///
/// A name that is there is that file, whatever signs are in it. A folder is the exports in it, a pattern such
/// as `exports/contacts-*.csv` the files that fit; both in the order of their names, and none twice.
package enum ChosenFiles {
    /// What the names of exports end with, in a folder of which nobody says which files are meant.
    private static let ends = [
        ".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".csv.gz", ".tsv.gz", ".txt.gz", ".zip",
    ]

    /// What the names of tables end with that other programs read, and this one names with how to save them.
    private static let otherEnds = [".ods", ".xls", ".xlsb", ".numbers", ".parquet"]

    /// - Parameters:
    ///   - place: where the names were written down, for the complaint that nothing fits; nil for the command
    ///     line.
    ///   - withOthers: whether of a folder tables are meant too that are not read, so that they can be named.
    /// - Throws: where a folder holds no export, or nothing fits a pattern: all of these at once.
    package static func expanded(
        _ names: [String], in place: String? = nil, withOthers: Bool = false
    ) throws -> [String] {
        var files: [String] = []
        var failures: [Phrase] = []
        for name in names {
            let found: [String]
            if name == "-" || Files.exists(name) && !Files.isFolder(name) {
                files.append(name)
                continue
            } else if Files.isFolder(name) {
                found = exports(in: name, ends + (withOthers ? otherEnds : []))
                if found.isEmpty { failures.append(noExport(name)) }
            } else if FilePattern.isPattern(name) {
                found = FilePattern(name).files()
                if found.isEmpty { failures.append(nothingFits(name)) }
            } else {
                files.append(name)
                continue
            }
            for file in found where !files.contains(where: { Files.areSame($0, file) }) {
                files.append(file)
            }
        }
        guard failures.isEmpty else {
            let start = place.map { "\($0): files: " } ?? ""
            throw FailedVerb(
                .noInput,
                Phrase(
                    joining: failures.map { Phrase(en: start + $0.en, nl: start + $0.nl) },
                    separator: "\n"))
        }
        return files
    }

    private static func exports(in folder: String, _ ends: [String]) -> [String] {
        let start = folder == "." ? "" : folder.hasSuffix("/") ? folder : folder + "/"
        return Files.names(in: folder).filter { name in
            let folded = name.lowercased()
            // Excel keeps a file beside one that is open.
            return !name.hasPrefix(".") && !name.hasPrefix("~$")
                && ends.contains { folded.hasSuffix($0) }
        }.map { start + $0 }.filter { !Files.isFolder($0) }
    }

    private static func noExport(_ folder: String) -> Phrase {
        let list = ends.joined(separator: ", ")
        return Phrase(
            en:
                "There is no export in \(folder.quoted): no file of which the name ends with \(list).",
            nl:
                "Er staat geen export in \(folder.quoted): geen bestand waarvan de naam eindigt op \(list)."
        )
    }

    private static func nothingFits(_ pattern: String) -> Phrase {
        Phrase(
            en:
                "No file fits \(pattern.quoted). Look where the exports are, or change the pattern.",
            nl:
                "Geen bestand past bij \(pattern.quoted). Kijk waar de exports staan, of pas het patroon aan."
        )
    }
}

/// A name with `*` for anything, `?` for one letter and `[a-z]` for one of some, in any part of a path, as a
/// shell has it: what begins with a point fits only a pattern that does.
struct FilePattern {
    private let parts: [String]
    private let isFromRoot: Bool

    init(_ text: String) {
        isFromRoot = text.hasPrefix("/")
        parts = text.split(separator: "/").map(String.init)
    }

    static func isPattern(_ name: String) -> Bool { name.contains { "*?[".contains($0) } }

    /// The files that fit, in order of their names.
    func files() -> [String] {
        var found = [isFromRoot ? "/" : ""]
        for (place, part) in parts.enumerated() {
            found = found.flatMap { folder -> [String] in
                guard Self.isPattern(part) else {
                    return Files.exists(folder + part) ? [folder + part] : []
                }
                return Files.names(in: folder.isEmpty ? "." : folder).filter { Self.fits($0, part) }
                    .map { folder + $0 }
            }
            if place < parts.count - 1 {
                found = found.filter(Files.isFolder).map { $0 + "/" }
            }
        }
        return found.filter { !Files.isFolder($0) }
    }

    /// Whether one part of a path fits.
    static func fits(_ name: String, _ pattern: String) -> Bool {
        let (letters, signs) = (Array(name), Array(pattern))
        if letters.first == ".", signs.first != "." { return false }
        // Where the last star stands, and how far the name had been matched by then: a star that took too
        // little takes one letter more, and earlier stars need not be tried again.
        var (place, sign) = (0, 0)
        var star: (sign: Int, place: Int)?
        while place < letters.count {
            if sign < signs.count, signs[sign] == "*" {
                star = (sign, place)
                sign += 1
            } else if let next = step(letters[place], signs, sign) {
                (place, sign) = (place + 1, next)
            } else if let last = star {
                star = (last.sign, last.place + 1)
                (place, sign) = (last.place + 1, last.sign + 1)
            } else {
                return false
            }
        }
        return signs[sign...].allSatisfy { $0 == "*" }
    }

    /// Where the pattern goes on when one letter fits; nil where it does not.
    private static func step(_ letter: Character, _ signs: [Character], _ sign: Int) -> Int? {
        guard sign < signs.count else { return nil }
        if signs[sign] == "?" { return sign + 1 }
        guard signs[sign] == "[",
            let end = signs[(sign + 1)...].dropFirst().firstIndex(of: "]")
        else { return signs[sign] == letter ? sign + 1 : nil }
        var choice = signs[(sign + 1)..<end]
        let isOther = choice.first == "!" || choice.first == "^"
        if isOther { choice.removeFirst() }
        var fits = false
        var place = choice.startIndex
        while place < choice.endIndex {
            if place + 2 < choice.endIndex, choice[place + 1] == "-" {
                fits = fits || choice[place] <= letter && letter <= choice[place + 2]
                place += 3
            } else {
                fits = fits || choice[place] == letter
                place += 1
            }
        }
        return fits != isOther ? end + 1 : nil
    }
}
