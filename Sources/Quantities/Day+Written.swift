extension Day {
    /// Its month as people read it: `Oct 2026`, `okt 2026`; programs read `2026-10`.
    package var month: Phrase {
        Phrase(
            en: "\(monthName(.en)) \(year)", nl: "\(monthName(.nl)) \(year)",
            code: String(description.prefix(7)))
    }

    /// `Oct`, `okt`.
    package func monthName(_ language: Language) -> String {
        let names =
            switch language {
            case .en:
                [
                    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                    "Dec",
                ]
            case .nl:
                [
                    "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov",
                    "dec",
                ]
            }
        return names[civil.month - 1]
    }
}
