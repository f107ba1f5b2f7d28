internal import Intake
internal import Leads
internal import Quantities
internal import Valuation

/// The text of a project with some answers more: what somebody wrote by hand, remarks and all, stays as it is.
///
/// Only the lines of what changed are written anew. What cannot be written so that it is read back as it should
/// be is told, and then the whole file is to be written.
struct ProjectEdit {
    private var lines: [String]
    private let name: String

    init(_ text: String, name: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        while lines.last?.isEmpty == true { lines.removeLast() }
        self.name = name
    }

    /// The text of `new`, where the one that was given is that of `old`; nil where lines cannot be found that
    /// say it.
    ///
    /// - Parameter proposals: lines that say what was not asked, in the place of those of an earlier time.
    mutating func text(from old: Project, to new: Project, proposals: [String]) -> String? {
        removeProposals()
        let more = new.files.filter { !old.files.contains($0) }
        if !more.isEmpty { add(more.map { "- \($0.yaml)" }, to: "files", whole: list(new.files)) }
        if old.map != new.map, let map = new.map { set("map", map.yaml) }
        edit("sources", old.sources, new.sources, old, new) { $0.yaml }
        edit("campaigns", old.campaigns, new.campaigns, old, new) { $0.yaml }
        edit("lead_stages", old.leadStages, new.leadStages, old, new) { $0.rawValue }
        edit("spend_categories", old.spendCategories, new.spendCategories, old, new) {
            $0.rawValue
        }
        for (key, before, now) in [
            ("won_stages", old.wonStages, new.wonStages),
            ("lost_stages", old.lostStages, new.lostStages),
            ("open_stages", old.openStages, new.openStages),
            ("rejected", old.rejected, new.rejected), ("settled", old.settled, new.settled),
        ] where before != now { set(key, new.said[key].yaml(of: list(now))) }
        if old.vatInSpend != new.vatInSpend, let vat = new.vatInSpend {
            set(
                "spend_vat",
                new.said["spend_vat"].yaml(of: "\(vat.hundredthsInShort)%"))
        }
        if old.created != new.created {
            set("created", new.said["created"].yaml(of: new.created.rawValue))
        }
        if old.exportedOn != new.exportedOn, let day = new.exportedOn {
            set("exported_on", "\(day)")
        }
        if old.retention != new.retention, let months = new.retention {
            set("retention", "\(months)")
        }
        if old.economics != new.economics { setEconomics(new) }
        if !proposals.isEmpty { lines += [""] + proposals }
        let text = lines.joined(separator: "\n") + "\n"
        guard let read = try? ProjectFile.read(text, name: name),
            ProjectFile.text(of: read) == ProjectFile.text(of: new)
        else { return nil }
        return text
    }

    // MARK: Where a key stands

    /// The lines of a key at the top: from the one that names it to before the remarks of the next.
    private func place(of key: String) -> (range: Range<Int>, field: YAMLField)? {
        let file = YAMLFile(name: name)
        guard let root = file.root(lines.joined(separator: "\n") + "\n") else { return nil }
        let entries = root.entries.sorted { $0.key.line < $1.key.line }
        guard let found = entries.firstIndex(where: { $0.name == key }) else { return nil }
        let first = entries[found].key.line - 1
        var end = found + 1 < entries.count ? entries[found + 1].key.line - 1 : lines.count
        while end > first + 1, Self.isRemark(lines[end - 1]) { end -= 1 }
        return (first..<end, entries[found].value)
    }

    private static func isRemark(_ line: String) -> Bool {
        let text = line.drop { $0 == " " }
        return text.isEmpty || text.first == "#"
    }

    /// The remark behind what a line says, with the blanks before it; empty where there is none.
    private static func remark(of line: String) -> String {
        var quote: Character?
        var before: Character = " "
        for place in line.indices {
            let letter = line[place]
            if let open = quote {
                if letter == open { quote = nil }
            } else if letter == "\"" || letter == "'" {
                quote = letter
            } else if letter == "#", before == " " {
                let start = line[..<place].lastIndex { $0 != " " }.map { line.index(after: $0) }
                return String(line[(start ?? place)...])
            }
            before = letter
        }
        return ""
    }

    // MARK: Changes

    /// A key that says something on one line, in the place of what it says now.
    private mutating func set(_ key: String, _ value: String) {
        if let (range, _) = place(of: key) {
            lines.replaceSubrange(
                range, with: ["\(key): \(value)" + Self.remark(of: lines[range.lowerBound])])
        } else {
            lines.append("\(key): \(value)")
        }
    }

    /// Entries behind those of a key that has each on a line of its own; else the whole of it anew.
    private mutating func add(_ entries: [String], to key: String, whole: String) {
        guard let (range, field) = place(of: key) else {
            lines.append("\(key):")
            lines += entries.map { "  \($0)" }
            return
        }
        let first = range.dropFirst().first { !Self.isRemark(lines[$0]) } ?? range.lowerBound
        // Brackets may begin on a line of their own.
        let begins = lines[first].first { $0 != " " }
        let isBlock =
            first > range.lowerBound && Self.value(of: lines[range.lowerBound]).isEmpty
            && begins != "{" && begins != "["
        guard isBlock, field.items?.isEmpty == false || field.isSection else {
            lines.replaceSubrange(
                range, with: ["\(key): \(whole)" + Self.remark(of: lines[range.lowerBound])])
            return
        }
        let indent = String(lines[first].prefix { $0 == " " })
        lines.insert(contentsOf: entries.map { indent + $0 }, at: range.upperBound)
    }

    /// What stands on the line of a key behind its colon, without the remark.
    private static func value(of line: String) -> String {
        let bare = line.dropLast(remark(of: line).count)
        let value = bare.drop { $0 != ":" }.dropFirst()
        return String(value.drop { $0 == " " })
    }

    private mutating func edit<Meaning: Equatable>(
        _ key: String, _ old: [String: Meaning], _ new: [String: Meaning], _ before: Project,
        _ now: Project, _ text: (Meaning) -> String
    ) {
        func said(_ word: String) -> Said? { now.said["\(key)/\(word)"] ?? now.said[key] }
        func entry(_ word: String, _ meaning: Meaning) -> String {
            "\(word.yaml): \(said(word).yaml(of: text(meaning)))"
        }
        let words = new.keys.sorted().filter { old[$0] == nil }
        guard !words.isEmpty else { return }
        let all = new.sorted { $0.key < $1.key }.map { entry($0.key, $0.value) }
        // One said of all of them is then said of each.
        let isOfAll = before.said[key] != nil
        if isOfAll, let (range, _) = place(of: key) {
            lines.replaceSubrange(range, with: ["\(key):"] + all.map { "  \($0)" })
            return
        }
        add(
            words.compactMap { word in new[word].map { entry(word, $0) } }, to: key,
            whole: "{\(all.joined(separator: ", "))}")
    }

    private mutating func setEconomics(_ new: Project) {
        let answers = new.economics.answerLines
        guard let (range, field) = place(of: "economics"), field.isSection else {
            lines.append("economics:")
            lines += answers.map { "  \($0.0): \($0.1)" }
            return
        }
        guard range.count > 1, Self.value(of: lines[range.lowerBound]).isEmpty else {
            let whole = answers.map { "\($0.0): \($0.1)" }.joined(separator: ", ")
            lines.replaceSubrange(
                range, with: ["economics: {\(whole)}" + Self.remark(of: lines[range.lowerBound])])
            return
        }
        var end = range.upperBound
        let places = field.entries.map { ($0.name, $0.key.line - 1) }
        let indent = String(lines[places.first?.1 ?? range.lowerBound].prefix { $0 == " " })
        for (key, value) in answers {
            let line = "\(indent)\(key): \(value)"
            if let place = places.first(where: { $0.0 == key })?.1 {
                let before = lines[place]
                let remark = Self.remark(of: before)
                if before.dropLast(remark.count) != line[...] { lines[place] = line + remark }
            } else {
                lines.insert(line, at: end)
                end += 1
            }
        }
    }

    private func list(_ words: [String]) -> String {
        "[\(words.map(\.yaml).joined(separator: ", "))]"
    }

    // MARK: Proposals

    /// The line before what was not asked, or not answered.
    private static let proposalsHead = Phrase(
        en: "# Not answered yet: mql start asks again. What would say it, and what it changes:",
        nl:
            "# Nog niet beantwoord: mql start vraagt het opnieuw. Wat het zou zeggen, en wat het verandert:"
    )
    private static let proposalStart = "#   "

    private mutating func removeProposals() {
        let heads = [Self.proposalsHead.en, Self.proposalsHead.nl]
        guard let head = lines.firstIndex(where: heads.contains) else { return }
        var end = head + 1
        while end < lines.count, lines[end].hasPrefix(Self.proposalStart) { end += 1 }
        var start = head
        while start > 0, lines[start - 1].isEmpty { start -= 1 }
        lines.removeSubrange(start..<end)
    }

    /// What was not asked, or not answered, each with what it changes.
    static func proposals(_ questions: [Start.Question], _ language: Language) -> [String] {
        guard !questions.isEmpty else { return [] }
        let lines = questions.filter { !$0.example.isEmpty }.map { question in
            let decides = question.decides.text(language)
            return "\(proposalStart)\(question.example)   # \(decides)"
        }
        return lines.isEmpty ? [] : [proposalsHead.text(language)] + lines
    }
}
