package import Quantities

/// A day as somebody types it, in an option or a file of answers: in the forms that columns have.
///
/// A column decides by its other values whether the day or the month stands first. What is typed stands alone:
/// where it can be two days it is refused, with both.
package enum TypedDay {
    /// Why a text is no day or period: what was seen, and what to write.
    package struct NotUnderstood: Error {
        package let why: Phrase

        init(en: String, nl: String) { why = Phrase(en: en, nl: nl) }
    }

    /// A day, such as `2026-03-31`, `31-3-2026`, `3/31/2026`, `20260331`, `31 maart 2026` or `Mar 31, 2026`.
    package static func read(_ text: String) throws(NotUnderstood) -> Day {
        let seen = text.quoted
        switch WrittenDate.read(text, nil) {
        case .success(let date) where date.isSerial:
            throw NotUnderstood(
                en: "\(seen) is how a spreadsheet counts days. Write it as \(date.day).",
                nl: "\(seen) is hoe een spreadsheet dagen telt. Schrijf het als \(date.day).")
        case .success(let date) where date.seconds != 0 || date.offset != nil:
            throw NotUnderstood(
                en: "\(seen) has a time, but a day is asked for. Write it as \(date.day).",
                nl:
                    "\(seen) heeft een tijd, maar er is een dag gevraagd. Schrijf het als \(date.day)."
            )
        case .success(let date): return date.day
        case .failure(.unclearOrder): throw unclear(text)
        case .failure(.noSuchDay): throw noSuchDay(text)
        case .failure(.noSuchTime), .failure(.unknownZone):
            throw NotUnderstood(
                en: "\(seen) has something after its day, but only a day is asked for. \(forms.en)",
                nl:
                    "\(seen) heeft iets achter de dag, maar er is alleen een dag gevraagd. \(forms.nl)"
            )
        case .failure(.noDate), .failure(.otherOrder): throw noDay(text)
        }
    }

    static let forms = Phrase(
        en: "Write it as 2026-03-31, 31-3-2026 or 31 March 2026.",
        nl: "Schrijf het als 2026-03-31, 31-3-2026 of 31 maart 2026.")

    /// Words for the day on which somebody calls: a report is to be the same on any.
    private static let relative: Set<String> = [
        "today", "vandaag", "now", "nu", "yesterday", "gisteren", "heute", "hoy",
    ]

    private static func noDay(_ text: String) -> NotUnderstood {
        let seen = text.quoted
        if relative.contains(text.lowercased()) {
            return NotUnderstood(
                en:
                    "\(seen) is another day tomorrow, and the same call would say something else. \(forms.en)",
                nl:
                    "\(seen) is morgen een andere dag, en dezelfde aanroep zou iets anders zeggen. \(forms.nl)"
            )
        }
        if let month = try? WrittenDate.month(text, nil).get() {
            return NotUnderstood(
                en:
                    "\(seen) is a month, and a day is asked. Its last day is \(month.lastDay), its first "
                    + "\(month.first).",
                nl:
                    "\(seen) is een maand, en een dag is gevraagd. De laatste dag ervan is \(month.lastDay), de "
                    + "eerste \(month.first).")
        }
        return NotUnderstood(
            en: "\(seen) is not a day. \(forms.en)", nl: "\(seen) is geen dag. \(forms.nl)")
    }

    /// A text that can be several days.
    private static func unclear(_ text: String) -> NotUnderstood {
        let names: [(DateOrder, Phrase)] = [
            (.dmy, Phrase(en: "the day", nl: "de dag")),
            (.mdy, Phrase(en: "the month", nl: "de maand")),
            (.ymd, Phrase(en: "the year", nl: "het jaar")),
        ]
        let readings = names.compactMap { order, first -> (Day, Phrase)? in
            guard let date = try? WrittenDate.read(text, order).get() else { return nil }
            return (date.day, first)
        }
        let list = Phrase(
            joining: readings.map { day, first in
                Phrase(en: "\(day) with \(first.en) first", nl: "\(day) met \(first.nl) voorop")
            }, separator: " / ")
        return NotUnderstood(
            en:
                "\(text.quoted) can be \(list.en.replacing(" / ", with: ", or ")). Write the one that is meant.",
            nl:
                "\(text.quoted) kan \(list.nl.replacing(" / ", with: ", of ")) zijn. Schrijf welke bedoeld is."
        )
    }

    private static func noSuchDay(_ text: String) -> NotUnderstood {
        var reader = DateReader(DateTokens(text))
        let seen = text.quoted
        var why = Phrase(en: "there is no such day", nl: "zo'n dag is er niet")
        switch reader.date() {
        case .known(let year, let month, let day)?: why = noSuch(year, month, day)
        case .yearLast(let one, let other, let year)?:
            why = noSuch(year, min(one, other), max(one, other))
        default: break
        }
        return NotUnderstood(
            en: "\(seen) is not a day: \(why.en). \(forms.en)",
            nl: "\(seen) is geen dag: \(why.nl). \(forms.nl)")
    }

    private static func noSuch(_ year: Int, _ month: Int, _ day: Int) -> Phrase {
        guard Day.years.contains(year) else {
            return Phrase(
                en: "the year \(year) is not from 1900 to 2199",
                nl: "het jaar \(year) is niet van 1900 tot 2199")
        }
        guard (1...12).contains(month) else { return noMonth(month) }
        let last = Day.length(ofMonth: month, year: year)
        return Phrase(
            en: "that month has days 1 to \(last), and not \(day)",
            nl: "die maand heeft dagen 1 tot en met \(last), en niet \(day)")
    }

    static func noMonth(_ month: Int) -> Phrase {
        Phrase(en: "there is no month \(month)", nl: "er is geen maand \(month)")
    }
}

/// A period as somebody types it: a year, a quarter, a month, a day, or from one of those to another.
package enum TypedPeriod {
    /// What stands between two of them. The last can be in one of them too.
    private static let signs = [
        "..", "\u{2026}", " to ", " t/m ", " tot en met ", " until ", "\u{2013}", " - ",
    ]

    /// Such as `2026`, `2026-Q3`, `juni 2026`, `2026-06..2026-07` and `2026-06-01..15-7-2026`, and as reports
    /// write them, `1 Jan – 30 Sep 2026` and `1 t/m 31 jan 2026`: the last day is in it.
    package static func read(_ text: String) throws(TypedDay.NotUnderstood) -> Period {
        let lowered = String(text.lowercased().map { $0.isWhitespace ? " " : $0 })
        let range = signs.lazy.compactMap { lowered.firstRange(of: $0) }.first
        guard let range else { return try one(text) }
        if lowered[range] == " - ", let alone = try? one(text) { return alone }
        let parts = [lowered[..<range.lowerBound], lowered[range.upperBound...]].map { part in
            String(
                part.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }
        guard !parts[0].isEmpty, !parts[1].isEmpty else {
            let side =
                parts[0].isEmpty
                ? Phrase(en: "with which day it begins", nl: "met welke dag hij begint")
                : Phrase(en: "with which day it ends", nl: "met welke dag hij eindigt")
            throw TypedDay.NotUnderstood(
                en: "\(text.quoted) does not say \(side.en). \(forms.en)",
                nl: "\(text.quoted) zegt niet \(side.nl). \(forms.nl)")
        }
        let last = try one(parts[1])
        let first = try start(parts[0], before: last)
        guard first.first <= last.lastDay, let period = Period(first: first.first, end: last.end)
        else {
            let turned = "\(parts[1])..\(parts[0])"
            throw TypedDay.NotUnderstood(
                en:
                    "\(text.quoted) ends on \(last.lastDay), before it begins on \(first.first). Write the first "
                    + "one first: \(turned).",
                nl:
                    "\(text.quoted) eindigt op \(last.lastDay), voordat hij begint op \(first.first). Schrijf de "
                    + "eerste eerst: \(turned).")
        }
        return period
    }

    /// Where a period begins, of which a month or a year that it shares with its last day may be left out: the
    /// `1 jan` of `1 jan t/m 30 sep 2026`, the `1` of `1 – 31 Jan 2026`.
    private static func start(
        _ text: String, before last: Period
    ) throws(TypedDay.NotUnderstood) -> Period {
        let end = last.lastDay
        let isBare = text.count <= 2 && text.allSatisfy { $0.isASCII && $0.isNumber }
        if last.length == 1, isBare, let number = Int(text),
            let day = Day(year: end.year, month: end.civil.month, day: number)
        {
            return Period(day: day)
        }
        if last.length == 1, text.contains(where: \.isLetter),
            !text.contains("\(end.year)"), let day = try? TypedDay.read("\(text) \(end.year)")
        {
            return Period(day: day)
        }
        return try one(text)
    }

    private static let forms = Phrase(
        en: "Write it as 2026, 2026-Q1, 2026-03, March 2026 or 2026-01-15..2026-02-14.",
        nl: "Schrijf het als 2026, 2026-Q1, 2026-03, maart 2026 of 2026-01-15..2026-02-14.")

    private static func one(_ text: String) throws(TypedDay.NotUnderstood) -> Period {
        let bare = text.drop(while: \.isWhitespace)
        if bare.isEmpty {
            throw TypedDay.NotUnderstood(
                en: "\(text.quoted) is not a period. \(forms.en)",
                nl: "\(text.quoted) is geen periode. \(forms.nl)")
        }
        if let period = Period(text) { return period }
        if let quarter = try quarter(text) { return quarter }
        var month = DateReader(DateTokens(text))
        if let first = month.month() {
            var short = DateReader(DateTokens(text))
            guard let found = short.monthAndNumber() else { return Period(monthOf: first) }
            let name = text.prefix { !$0.isWhitespace }
            throw TypedDay.NotUnderstood(
                en:
                    "\(text.quoted) can be a month of a year or a day of a month. Write \(name) "
                    + "\(DateForm.fullYear(found.number)), or the day with its year.",
                nl:
                    "\(text.quoted) kan een maand van een jaar of een dag van een maand zijn. Schrijf \(name) "
                    + "\(DateForm.fullYear(found.number)), of de dag met zijn jaar.")
        }
        if let number = wrongMonth(text) {
            let why = TypedDay.noMonth(number)
            throw TypedDay.NotUnderstood(
                en: "\(text.quoted) is not a period: \(why.en). \(forms.en)",
                nl: "\(text.quoted) is geen periode: \(why.nl). \(forms.nl)")
        }
        if case .failure(.noDate) = WrittenDate.read(text, nil) {
            throw TypedDay.NotUnderstood(
                en: "\(text.quoted) is not a period. \(forms.en)",
                nl: "\(text.quoted) is geen periode. \(forms.nl)")
        }
        return Period(day: try TypedDay.read(text))
    }

    /// `2026-Q3`, `2026 Q3`, `Q3 2026`, `q3-2026`; nil for what has no quarter in it.
    private static func quarter(_ text: String) throws(TypedDay.NotUnderstood) -> Period? {
        let words = text.uppercased().split { " -/".contains($0) }.map(String.init)
        let parts =
            words.count == 1 && words[0].count == 6 && words[0].contains("Q")
            ? [String(words[0].prefix(4)), String(words[0].suffix(2))] : words
        guard parts.count == 2,
            let name = parts.first(where: { $0.hasPrefix("Q") }),
            let year = parts.first(where: { !$0.hasPrefix("Q") }),
            let number = Int(name.dropFirst())
        else { return nil }
        if let period = Period("\(year)-Q\(number)") { return period }
        guard !(1...4).contains(number) else { return nil }
        throw TypedDay.NotUnderstood(
            en: "\(text.quoted) is not a period: a year has quarters 1 to 4. Write it as 2026-Q1.",
            nl:
                "\(text.quoted) is geen periode: een jaar heeft kwartalen 1 tot 4. Schrijf het als 2026-Q1."
        )
    }

    /// The month of a text such as `2026-13` or `13-2026` that has none of that number.
    private static func wrongMonth(_ text: String) -> Int? {
        let parts = text.split(omittingEmptySubsequences: false) { "-/.".contains($0) }
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(\.isNumber) }),
            let year = parts.first(where: { $0.count == 4 }),
            let month = parts.first(where: { $0.count <= 2 }), Int(year) != nil
        else { return nil }
        return Int(month)
    }
}
