internal import Foundation

/// The names of months and weekdays in English, Dutch, German, French and Spanish, in full and as they are
/// cut off.
enum MonthName {
    private static let months: [[String]] = [
        ["january", "januari", "januar", "janner", "janvier", "enero", "jan", "janv", "ene"],
        ["february", "februari", "februar", "fevrier", "febrero", "feb", "febr", "fevr", "fev"],
        ["march", "maart", "marz", "maerz", "mars", "marzo", "mar", "mrt", "maa", "mrz"],
        ["april", "avril", "abril", "apr", "avr", "abr"],
        ["may", "mei", "mai", "mayo"],
        ["june", "juni", "juin", "junio", "jun"],
        ["july", "juli", "juillet", "julio", "jul", "juil"],
        ["august", "augustus", "aout", "agosto", "aug", "ago"],
        ["september", "septembre", "septiembre", "sep", "sept"],
        ["october", "oktober", "octobre", "octubre", "oct", "okt"],
        ["november", "novembre", "noviembre", "nov"],
        ["december", "dezember", "decembre", "diciembre", "dec", "dez", "dic"],
    ]

    private static let numbers = Dictionary(
        uniqueKeysWithValues: months.enumerated().flatMap { place, names in
            names.map { ($0, place + 1) }
        })

    private static let weekdays: Set<String> = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
        "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
        "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag",
        "ma", "di", "wo", "do", "vr", "za", "zo",
        "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend",
        "sonntag",
        "mo", "mi", "fr", "sa", "so",
        "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
        "lun", "mer", "jeu", "ven", "sam", "dim",
        "lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo",
    ]

    /// Without accents and capitals, whatever the locale.
    static func folded(_ word: String) -> String {
        guard word.utf8.contains(where: { $0 >= 0x80 }) else { return word.lowercased() }
        return word.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil)
    }

    /// 1 to 12, of a folded name; nil for any other word.
    static func number(_ name: String) -> Int? { numbers[name] }

    static func isWeekday(_ name: String) -> Bool { weekdays.contains(name) }
}
