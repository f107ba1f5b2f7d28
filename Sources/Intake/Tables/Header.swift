/// The first row of a table: what its columns are called.
struct Header {
    let names: [String]

    /// Column names are told apart without regard to case, spaces around them and `_`, `-`, ` `.
    func index(of name: String) -> Int? {
        let wanted = Header.folded(name)
        return names.firstIndex { Header.folded($0) == wanted }
    }

    func has(_ columns: [String]) -> Bool { columns.allSatisfy { index(of: $0) != nil } }

    static func folded(_ name: String) -> String {
        let trimmed = name.drop { $0.isWhitespace }
        let end = trimmed.lastIndex { !$0.isWhitespace }.map(trimmed.index(after:))
        let bare = trimmed[..<(end ?? trimmed.startIndex)]
        return String(bare.lowercased().map { $0 == " " || $0 == "-" ? "_" : $0 })
    }

    /// The kind of table that this is: of those whose columns are all here, the one that knows
    /// the most of the others too. Nil where it is none.
    var kind: FactKind? {
        let possible = FactKind.allCases.filter { kind in
            has(kind.required) && (kind.oneOf.isEmpty || kind.oneOf.contains(where: has))
        }
        let known = possible.map { kind in kind.columns.count { index(of: $0) != nil } }
        guard let most = known.max(), let place = known.firstIndex(of: most) else { return nil }
        return possible[place]
    }

    /// What to say of a header that is no table we know: the nearest kind and what it lacks.
    func complaint() -> String {
        let seen = names.prefix(8).map(\.quoted).joined(separator: ", ")
        let scored = FactKind.allCases.map {
            kind -> (kind: FactKind, missing: [String], all: Int) in
            var missing = kind.required.filter { index(of: $0) == nil }
            if !kind.oneOf.isEmpty, !kind.oneOf.contains(where: has) {
                let sets = kind.oneOf.map { $0.joined(separator: " and ") }
                missing.append("one of \(sets.joined(separator: ", or "))")
            }
            return (kind, missing, kind.required.count + (kind.oneOf.isEmpty ? 0 : 1))
        }
        let nearest = scored.min {
            Double($0.missing.count) / Double($0.all) < Double($1.missing.count) / Double($1.all)
        }
        var text = "The columns \(seen) are no table that is known here."
        if let nearest, nearest.missing.count < nearest.all {
            text += " Nearest is \(nearest.kind.tableName), which also needs "
            text +=
                nearest.missing.map { name in
                    let other = Spelling.nearest(to: name, in: names)
                    return other.map { "\(name) (is that \($0.quoted)?)" } ?? name
                }.joined(separator: ", ") + "."
        }
        return text + " Rename the columns, or say with --map which column is what."
    }
}
