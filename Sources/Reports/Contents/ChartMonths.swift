internal import Quantities

/// What months are called below a chart: short, with the year below the first and below each January.
struct ChartMonths {
    private let say: Wording

    init(_ say: Wording) { self.say = say }

    /// - Parameter months: each as `2026-09`; others are called what they are.
    func labels(_ months: [String]) -> [(name: String, year: String)] {
        months.enumerated().map { place, month in
            let parts = month.split(separator: "-")
            guard parts.count == 2, let number = Int(parts[1]),
                let name = Self.names.dropFirst(number - 1).first, number > 0
            else { return (month, "") }
            return (say.text(name), place == 0 || number == 1 ? String(parts[0]) : "")
        }
    }

    private static let names = [
        Phrase("Jan"), Phrase("Feb"), Phrase(en: "Mar", nl: "Mrt"), Phrase("Apr"),
        Phrase(en: "May", nl: "Mei"), Phrase("Jun"), Phrase("Jul"), Phrase("Aug"), Phrase("Sep"),
        Phrase(en: "Oct", nl: "Okt"), Phrase("Nov"), Phrase("Dec"),
    ]
}
