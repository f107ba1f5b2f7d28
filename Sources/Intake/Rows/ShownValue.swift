internal import Quantities

/// What may be told of a cell in which a date, an amount or a number belongs.
///
/// In a row that is shifted it is a name, an address or a telephone number: only what looks like a value is
/// told, of anything else how long it is.
enum ShownValue {
    /// Words that stand in dates and amounts, beside the names of months and weekdays.
    private static let words: Set<String> = [
        "am", "pm", "a", "p", "m", "z", "t", "h", "u", "x", "y", "q", "k", "w", "wk", "kw", "week",
        "uur", "utc", "gmt", "cet", "cest", "of", "de", "st", "nd", "rd", "th", "e", "er", "euro",
        "euros", "mln", "mio", "kr", "fr", "rs", "r", "us", "yyyy", "jjjj", "mm", "dd", "est",
        "bst",
        "eur", "usd", "gbp", "chf", "sek", "nok", "dkk", "pln", "czk", "huf", "jpy", "cny", "cad",
        "aud", "nzd", "brl", "inr", "zar", "mxn", "sgd", "hkd",
    ]

    /// What people and programs write where there is none.
    private static let none: Set<String> = [
        "nan", "null", "none", "na", "nvt", "tbd", "unknown", "onbekend", "empty", "leeg", "select",
    ]

    /// So short a text says nothing of anybody.
    private static let short = 2

    /// As it is told: between quotes, or only how long it is.
    static func phrase(_ text: String) -> Phrase {
        if isShown(text) { return Phrase(text.quoted) }
        return Phrase(
            en: "(a text of \(text.count) characters)", nl: "(een tekst van \(text.count) tekens)")
    }

    static func isShown(_ text: String) -> Bool {
        if text.count <= short { return true }
        guard text.count <= 40 else { return false }
        var (digits, isClock) = (0, false)
        var (words, word): ([String], String) = ([], "")
        for letter in text {
            if letter.isLetter {
                word.append(letter)
                continue
            }
            if !word.isEmpty { words.append(MonthName.folded(word)) }
            word = ""
            if letter.isASCII, letter.isNumber {
                digits += 1
            } else if letter == ":" {
                isClock = true
            } else if !letter.isWhitespace, !letter.isCurrencySymbol,
                !".,;/-+()'%_*?\u{2019}\u{2212}\u{2013}".contains(letter)
            {
                return false
            }
        }
        if !word.isEmpty { words.append(MonthName.folded(word)) }
        guard digits > 0 else {
            // The name of a month alone may be that of a person.
            return words.allSatisfy(Self.words.contains) || none.contains(words.joined())
        }
        return words.allSatisfy(isKnown) && (isClock || !isTelephone(text, digits))
    }

    private static func isKnown(_ word: String) -> Bool {
        words.contains(word) || MonthName.number(word) != nil || MonthName.isWeekday(word)
    }

    /// Nine digits or more that begin as numbers of telephones do.
    private static func isTelephone(_ text: String, _ digits: Int) -> Bool {
        guard digits >= 9, let first = text.first(where: { !$0.isWhitespace && $0 != "(" }) else {
            return false
        }
        return first == "+" || first == "0"
    }
}
