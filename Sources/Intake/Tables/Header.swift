internal import Leads
internal import Quantities

/// The first row of a table: what its columns are called.
struct Header {
    let names: [String]
    /// The same, as they are told apart: a table is asked for hundreds of names.
    private let foldedNames: [String]

    init(names: [String]) {
        self.names = names
        foldedNames = names.map(Header.folded)
    }

    /// Column names are told apart without regard to case, spaces around them and `_`, `-`, ` `.
    func index(of name: String) -> Int? {
        let wanted = Header.folded(name)
        return foldedNames.firstIndex(of: wanted)
    }

    /// The first of some names that a column has; `*` in a name stands for anything.
    func index(ofAny names: [String]) -> Int? {
        for name in names {
            if let index = index(of: name) { return index }
            guard name.contains("*") else { continue }
            let form = Wildcard(name)
            if let index = self.names.firstIndex(where: form.matches) { return index }
        }
        return nil
    }

    func has(_ columns: [String]) -> Bool { columns.allSatisfy { index(of: $0) != nil } }

    static func folded(_ name: String) -> String {
        // Most names are ASCII, and need no knowledge of letters.
        guard name.utf8.contains(where: { $0 >= 0x80 }) else {
            let isBlank = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
            let end = name.utf8.lastIndex { !isBlank($0) }.map(name.utf8.index(after:))
            let bare = name.utf8[..<(end ?? name.startIndex)].drop(while: isBlank)
            return String(
                decoding: bare.map { byte in
                    switch byte {
                    case 0x41...0x5A: byte | 0x20
                    case 0x20, 0x2D: 0x5F
                    default: byte
                    }
                }, as: UTF8.self)
        }
        let trimmed = name.drop { $0.isWhitespace }
        let end = trimmed.lastIndex { !$0.isWhitespace }.map(trimmed.index(after:))
        let bare = trimmed[..<(end ?? trimmed.startIndex)]
        return String(bare.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
    }

    /// The kind of table that this is: of those whose columns are all here, the one that knows
    /// the most of the others too. Nil where it is none.
    var kind: FactKind? {
        let possible = FactKind.allCases.filter { kind in
            kind.required.allSatisfy { isThere($0, kind) }
                && (kind.oneOf.isEmpty || kind.oneOf.contains(where: has))
        }
        let known = possible.map { kind in kind.columns.count { index(of: $0) != nil } }
        guard let most = known.max(), let place = known.firstIndex(of: most) else { return nil }
        return possible[place]
    }

    /// Whether a column is here, or another that says the same.
    private func isThere(_ name: String, _ kind: FactKind) -> Bool {
        if index(of: name) != nil { return true }
        guard kind == .lead, let links = FieldSource.fromLinks[name] else { return false }
        return links.contains { index(ofAny: $0.source.columns) != nil }
    }

    /// What to say of a header that is no table we know: the nearest kind and what it lacks.
    func complaint() -> Phrase {
        let seen = names.filter { !$0.isEmpty }.prefix(8).map(\.quoted).joined(separator: ", ")
        let nearest = FactKind.allCases.map { kind in (kind, missing: missing(for: kind)) }
            .min {
                Double($0.missing.count) / $0.0.demands < Double($1.missing.count) / $1.0.demands
            }
        var hint = Phrase("")
        if let (kind, missing) = nearest, Double(missing.count) < kind.demands {
            let list = Phrase(joining: missing, separator: ", ")
            hint = Phrase(
                en: " Nearest is \(kind.tableName), which also needs \(list.en).",
                nl: " Het dichtst bij is \(kind.tableName), dat ook \(list.nl) nodig heeft.")
        }
        return Phrase(
            en:

                "The columns \(seen) are not those of a table that is known here.\(hint.en) Rename the "
                + "columns, or say which column is what with --map, or map: in mql.yaml.",
            nl:

                "De kolommen \(seen) zijn niet die van een tabel die hier bekend is.\(hint.nl) Hernoem de "
                + "kolommen, of zeg met --map, of map: in mql.yaml, welke kolom wat is.")
    }

    /// The columns that a kind of table has and this one has not.
    private func missing(for kind: FactKind) -> [Phrase] {
        var missing = kind.required.filter { index(of: $0) == nil }.map { name in
            Header.guessed(name, Spelling.nearest(to: name, in: names))
        }
        if !kind.oneOf.isEmpty, !kind.oneOf.contains(where: has) {
            let sets = Phrase(
                joining: kind.oneOf.map { set in
                    Phrase(en: set.joined(separator: " and "), nl: set.joined(separator: " en "))
                }, separator: ", / ")
            missing.append(
                Phrase(
                    en: "one of \(sets.en.replacing(" /", with: " or"))",
                    nl: "een van \(sets.nl.replacing(" /", with: " of"))"))
        }
        return missing
    }

    /// The currency between the last brackets of a column's name: `Besteed bedrag (EUR)`.
    static func currency(in name: String) -> String? {
        guard let open = name.lastIndex(of: "("), let close = name.lastIndex(of: ")"), open < close
        else { return nil }
        let code = String(name[name.index(after: open)..<close])
        return Currency(code) == nil ? nil : code
    }

    /// A name, with the one that was probably meant.
    static func guessed(_ name: String, _ other: String?) -> Phrase {
        guard let other else { return Phrase(name) }
        return Phrase(
            en: "\(name) (is that \(other.quoted)?)", nl: "\(name) (is dat \(other.quoted)?)")
    }
}

extension FactTable {
    /// How many things it cannot do without.
    fileprivate var demands: Double { Double(required.count + (oneOf.isEmpty ? 0 : 1)) }
}
