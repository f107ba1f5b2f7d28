internal import Intake
internal import Leads
package import Quantities
internal import Valuation

extension Start {
    /// Takes an answer; an empty one leaves the question open.
    ///
    /// - Throws: a phrase that says what was seen and what to write.
    package mutating func answer(_ question: Question, _ text: String) throws(WrongAnswer) {
        let text = Self.trimmed(text)
        guard !text.isEmpty else { return }
        try take(text, of: question)
        taken.insert(question.subject)
    }

    private mutating func take(_ text: String, of question: Question) throws(WrongAnswer) {
        let word = text.lowercased()
        let isNo = ["no", "nee", "n", "none", "geen"].contains(word)
        let isYes = ["yes", "ja", "y", "j"].contains(word)
        // What is answered with no is not asked again.
        if isNo, question.takesNo {
            project.settled.append(
                StartQuestions.settled(question.subject, of: question.source))
            return
        }
        switch question.subject {
        case .margin:
            project.economics.margin = try percent(text, such: "40%")
            take(.margin)
        case .marginOf:
            project.economics.marginOf = try marginBasis(text)
            take(.marginOf)
        case .hours:
            project.economics.ownHours = try hours(text)
            take(.hours)
            take(.hourCost)
        case .required:
            project.economics.requiredReturn = try requiredReturn(text)
            take(.requiredReturn)
        case .vat:
            project.vatInSpend = isNo ? 0 : isYes ? 2100 : try percent(text, such: "21%")
            answered.insert("spend_vat")
        case .names:
            guard !question.choices.isEmpty || isYes else {
                throw WrongAnswer(text, en: "Answer yes or no.", nl: "Antwoord ja of nee.")
            }
            let meant =
                question.choices.isEmpty ? question.candidates : try words(text, of: question)
            for text in meant {
                project.sources[text] = question.source
                answered.insert("sources/\(text)")
            }
        case .referrals:
            guard isYes else {
                throw WrongAnswer(text, en: "Answer yes or no.", nl: "Antwoord ja of nee.")
            }
            project.sources["Referring websites"] = "referral"
            answered.insert("sources/Referring websites")
        case .rejected:
            project.rejected = try words(text, of: question)
            answered.insert("rejected")
        case .stages: try takeStages(text, of: question)
        case .leadStages: try takeLeadStages(text, of: question)
        case .tools: try takeTools(text, of: question)
        case .created:
            guard isYes else {
                throw WrongAnswer(text, en: "Answer yes or no.", nl: "Antwoord ja of nee.")
            }
            project.created = .earliest
            answered.insert("created")
        case .retention:
            guard let months = Int(text), Project.retentions.contains(months) else {
                throw WrongAnswer(
                    text, en: "Write a number of months from 1 to 1200.",
                    nl: "Schrijf een aantal maanden van 1 tot 1200.")
            }
            project.retention = months
        case .tables: break
        }
    }

    /// Notes that an answer about money was given: who said it before said another one.
    private mutating func take(_ answer: EconomicRules.Answer) {
        project.economics.said[answer] = nil
        answered.insert(answer.rawValue)
    }

    /// Takes an answer of which it is known who gave it, and when.
    package mutating func answer(
        _ question: Question, _ text: String, said: Said
    ) throws(WrongAnswer) {
        let before = answered
        try answer(question, text)
        sign(said, answered.subtracting(before))
    }

    /// Notes who gave the answers of this time, and on what day.
    package mutating func sign(_ said: Said) { sign(said, answered) }

    private mutating func sign(_ said: Said, _ keys: Set<String>) {
        guard said != Said() else { return }
        for key in keys {
            if let answer = EconomicRules.Answer(rawValue: key) {
                project.economics.said[answer] = said
            } else {
                project.said[key] = said
            }
        }
    }

    /// Whether anything was answered that somebody can have said.
    package var isAnswered: Bool { !answered.isEmpty }

    /// An answer that is not understood: what was seen, and what to write.
    package struct WrongAnswer: Error {
        package let message: Phrase

        fileprivate init(_ seen: String, en: String, nl: String) {
            message = Phrase(
                en: "\(seen.quoted) is not understood. \(en)",
                nl: "\(seen.quoted) is niet begrepen. \(nl)")
        }
    }

    package static func trimmed(_ text: String) -> String {
        String(text.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }

    private func percent(_ text: String, such: String) throws(WrongAnswer) -> Int {
        var bare = text.lowercased()
        let ends = ["%", "procent", "percent"].filter(bare.hasSuffix)
        if let end = ends.first { bare = Self.trimmed(String(bare.dropLast(end.count))) }
        guard
            let units = TypedNumber(bare, decimals: 2)?.units,
            let part = Int(exactly: units), (0...10_000).contains(part),
            // 0.4 may be 40%: without the sign nobody can tell.
            part >= 100 || part == 0 || !ends.isEmpty
        else {
            throw WrongAnswer(
                text, en: "Write a percentage, such as \(such).",
                nl: "Schrijf een percentage, zoals \(such).")
        }
        return part
    }

    /// `1.50` or `1,50`: a euro has to come back.
    /// A number of the list, or the word that stands for it in the project.
    private func marginBasis(_ text: String) throws(WrongAnswer) -> MarginBasis {
        if let place = Int(text), StartQuestions.marginBases.indices.contains(place - 1) {
            return StartQuestions.marginBases[place - 1]
        }
        guard let basis = MarginBasis(rawValue: text.lowercased()) else {
            throw WrongAnswer(
                text, en: "Write a number from 1 to 4.", nl: "Schrijf een getal van 1 tot 4.")
        }
        return basis
    }

    private func requiredReturn(_ text: String) throws(WrongAnswer) -> Int {
        guard let units = TypedNumber(text, decimals: 2)?.units, let asked = Int(exactly: units),
            (100...100_000).contains(asked)
        else {
            let meant = TypedNumber.suggestion(for: text)
            throw WrongAnswer(
                text, en: "Write an amount per euro from 1, such as 1.50." + meant.en,
                nl: "Schrijf een bedrag per euro vanaf 1, zoals 1,50." + meant.nl)
        }
        return asked
    }

    /// `tools 1 3, people 2`, or one word for all; what is named after none is advertising.
    private mutating func takeTools(_ text: String, of question: Question) throws(WrongAnswer) {
        let meanings: [String: Spend.Category] = [
            "tool": .tools, "tools": .tools, "people": .people, "mensen": .people,
            "advertising": .media, "ads": .media, "advertenties": .media, "adverteren": .media,
        ]
        let all = question.choices.map(\.text)
        var found = all.map { ($0, Spend.Category.media) }
        if let meaning = meanings[text.lowercased()] {
            found = all.map { ($0, meaning) }
        } else {
            found += try meant(
                text, of: question, meanings, such: Phrase(en: "tools 1", nl: "tools 1"))
        }
        for (name, meaning) in found {
            project.spendCategories[name] = meaning
            answered.insert("spend_categories/\(name)")
        }
    }

    /// `2.5 at 65`, `2,5 à 65,00` or `2.5 x 65`.
    private func hours(_ text: String) throws(WrongAnswer) -> EconomicRules.OwnHours {
        // Other words between the numbers say something else: minutes, or a minus.
        let words = text.lowercased().split { !$0.isLetter }.map(String.init)
        let known = [
            "at", "x", "à", "a", "uur", "uren", "hour", "hours", "per", "eur", "euro", "tegen",
            "op",
        ]
        let isClear = !text.contains("-") && words.allSatisfy(known.contains)
        let numbers = text.split { !$0.isNumber && $0 != "." && $0 != "," }.map(String.init)
        let parts = numbers.map { TypedNumber($0, decimals: 2)?.units }
        guard isClear, parts.count == 2, let hours = parts[0].flatMap({ Int(exactly: $0) }),
            let cost = parts[1], (1...100_000).contains(hours), (1...10_000_000).contains(cost)
        else {
            let meant = numbers.map { TypedNumber.suggestion(for: $0) }.first { !$0.en.isEmpty }
            throw WrongAnswer(
                text, en: "Write hours and what one costs, such as 2.5 at 65." + (meant?.en ?? ""),
                nl: "Schrijf uren en wat een uur kost, zoals 2,5 à 65." + (meant?.nl ?? ""))
        }
        return EconomicRules.OwnHours(hours: hours, hourCost: Int64(cost))
    }

    /// `won 1, lost 2 3`: what is named after neither is open.
    private mutating func takeStages(_ text: String, of question: Question) throws(WrongAnswer) {
        let meanings = try meant(
            text, of: question,
            ["won": true, "gewonnen": true, "lost": false, "verloren": false],
            such: Phrase(en: "won 1, lost 2 3", nl: "gewonnen 1, verloren 2 3"))
        let all = question.choices.map(\.text)
        project.wonStages += meanings.filter(\.meaning).map(\.word)
        project.lostStages += meanings.filter { !$0.meaning }.map(\.word)
        project.openStages += all.filter { word in !meanings.contains { $0.word == word } }
        answered.formUnion(["won_stages", "lost_stages", "open_stages"])
    }

    /// `mql 1, sql 2`: what is named after none says nothing.
    private mutating func takeLeadStages(_ text: String, of question: Question) throws(WrongAnswer)
    {
        let meanings = try meant(
            text, of: question,
            [
                "mql": LeadStageWord.mql, "mqls": .mql, "sql": .sql, "sqls": .sql,
                "opportunity": .opportunity, "kans": .opportunity, "verkoopkans": .opportunity,
                "won": .won, "customer": .won, "gewonnen": .won, "klant": .won,
                "lost": .lost, "verloren": .lost,
            ], such: Phrase(en: "mql 1, sql 2", nl: "mql 1, sql 2"))
        for choice in question.choices {
            project.leadStages[choice.text] = LeadStageWord.none
            answered.insert("lead_stages/\(choice.text)")
        }
        for (word, meaning) in meanings { project.leadStages[word] = meaning }
    }

    /// Words of a list, each with what was said that it means: a meaning, and behind it the words by their
    /// number or as they are.
    private func meant<Meaning>(
        _ text: String, of question: Question, _ meanings: [String: Meaning], such: Phrase
    ) throws(WrongAnswer) -> [(word: String, meaning: Meaning)] {
        var found: [(word: String, meaning: Meaning)] = []
        var current: Meaning?
        for part in text.split(whereSeparator: { $0 == "," || $0 == ";" }) {
            var left = Self.trimmed(String(part))
            while !left.isEmpty {
                let word = String(left.prefix { !$0.isWhitespace && $0 != ":" })
                let rest = Self.trimmed(
                    String(left.dropFirst(word.count).drop { $0.isWhitespace || $0 == ":" }))
                if let meaning = meanings[word.lowercased()] {
                    (current, left) = (meaning, rest)
                } else if ["none", "geen", "en", "and"].contains(word.lowercased()) {
                    left = rest
                } else {
                    let isNumber = word.allSatisfy(\.isNumber)
                    guard let current else {
                        throw WrongAnswer(
                            word, en: "Say first what the words mean, such as: \(such.en).",
                            nl: "Zeg eerst wat de woorden betekenen, zoals: \(such.nl).")
                    }
                    found += try words(isNumber ? word : left, of: question).map { ($0, current) }
                    left = isNumber ? rest : ""
                }
            }
        }
        return found
    }

    /// Words by their number in the list, or as they are.
    private func words(_ text: String, of question: Question) throws(WrongAnswer) -> [String] {
        var found: [String] = []
        for part in text.split(separator: ",") {
            let part = Self.trimmed(String(part))
            if let number = Int(part), question.choices.indices.contains(number - 1) {
                found.append(question.choices[number - 1].text)
            } else if let choice = question.choices.first(where: {
                $0.text.lowercased() == part.lowercased()
            }) {
                found.append(choice.text)
            } else {
                let names = question.choices.map(\.text)
                throw WrongAnswer(
                    part,
                    en: "Write numbers of the list, such as 1,3."
                        + Spelling.suggestion(for: part, in: names),
                    nl: "Schrijf nummers van de lijst, zoals 1,3."
                        + Spelling.suggestion(for: part, in: names, .nl))
            }
        }
        return found
    }

    /// Answers that stand in a file.
    package struct Given {
        package var texts: [Question.Subject: String] = [:]
        /// What is to be done with tables that are not known, by the form of their name, in order.
        package var tables: [(name: String, answer: StartTables.Answer)] = []
        /// Who gave each, where the file says it of one.
        package var said: [Question.Subject: Said] = [:]
        /// Who gave all others.
        package var byAll = Said()
    }

    /// What a file says of tables: `tables: {crm.csv: yes}`.
    private static func tables(
        _ field: YAMLField
    ) -> [(name: String, answer: StartTables.Answer)] {
        field.entries.compactMap { entry in
            guard let answer = StartTables.Answer(entry.value.string() ?? "") else {
                entry.value.note("expected yes, no or edit")
                return nil
            }
            return (entry.name, answer)
        }
    }

    /// Answers that stand in a file, by subject.
    package static func answers(in path: String) throws -> Given {
        let text = try Files.text(path)
        let file = YAMLFile(name: path)
        var given = Given()
        if let root = file.root(text) {
            let known = Question.Subject.allCases.map(\.rawValue)
            let section = root.section(known + ["by", "on"])
            given.byAll = Said(by: section["by"]?.string() ?? "", on: section["on"]?.day())
            for (name, entry) in section {
                guard let subject = Question.Subject(rawValue: name) else { continue }
                guard subject != .tables else {
                    given.tables = tables(entry)
                    continue
                }
                let (field, said) = entry.answer()
                given.said[subject] = said
                if field.items != nil,
                    ![.rejected, .stages, .leadStages, .tools].contains(subject)
                {
                    field.note("expected one answer, not a list")
                    continue
                }
                given.texts[subject] =
                    field.items == nil ? field.string() : field.strings().joined(separator: ",")
            }
        }
        do {
            try file.finish()
        } catch let error as RuleFileError {
            throw FailedVerb(.badData, Phrase(error.description))
        }
        return given
    }
}
