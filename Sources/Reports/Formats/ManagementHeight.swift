/// How high the page for management is, about, and how much smaller it is printed so that it stays one A4.
///
/// Texts are taken as so many letters a line as fit at the size at which they stand; the widths are those of Arial.
struct ManagementHeight {
    private let sheet: ManagementSheet

    /// What an A4 has room for between its margins, in CSS pixels, less what the estimates may be too low.
    private static let room = 1_035.0
    /// Below this nobody reads it.
    private static let least = 0.62

    /// By how much letters are smaller, so that more stand on a line.
    private let scale: Double

    init(_ sheet: ManagementSheet) { self.init(sheet, scale: 1) }

    private init(_ sheet: ManagementSheet, scale: Double) {
        self.sheet = sheet
        self.scale = scale
    }

    /// By how much everything is scaled in print, to two decimals: the largest with which it fits.
    var zoom: String {
        let least = Int(Self.least * 100)
        let hundredths =
            stride(from: 100, to: least, by: -1).first { hundredths in
                let scale = Double(hundredths) / 100
                return ManagementHeight(sheet, scale: scale).height * scale <= Self.room
            } ?? least
        return hundredths == 100 ? "1" : "0.\(hundredths < 10 ? "0" : "")\(hundredths)"
    }

    private var height: Double {
        let all = [24, answer, decide, table, panels, trust, 50]
        return all.reduce(0, +)
    }

    private func lines(_ text: String, _ letters: Int) -> Double {
        let letters = Double(letters) / scale
        return (Double(text.count) / letters).rounded(.up)
    }

    private var answer: Double {
        let head = lines(sheet.tag + sheet.headline + (sheet.range ?? ""), 66) * 27 + 14
        let lead = sheet.sentences.map { $0.map(\.text).joined() }.joined(separator: " ")
        return head + lines(lead, 104) * 19.2
            + sheet.cautions.reduce(0) { $0 + lines($1, 118) * 17 + 6 }
            + (sheet.bullet == nil ? 0 : 66) + lines(sheet.notes.joined(separator: " "), 138) * 14
    }

    private var decide: Double {
        guard !sheet.decisions.isEmpty else { return 0 }
        let letters = 118 / sheet.decisions.count - 4
        let most =
            sheet.decisions.map { decision in
                lines(decision.title, letters - 2) * 17
                    + lines(decision.text.map(\.text).joined(), letters) * 16
            }.max() ?? 0
        return 34 + most + sheet.together.reduce(0) { $0 + lines($1, 124) * 15 + 4 }
    }

    private var rows: Int { sheet.table.groups.reduce(0) { $0 + $1.rows.count } }
    private var isDense: Bool { rows > 8 }

    private var table: Double {
        let sums = sheet.table.groups.count { $0.sum != nil } + 1
        let titles = sheet.table.groups.count { $0.title != nil }
        return 66 + Double(rows + sums) * (isDense ? 17 : 20) + Double(titles) * 18
            + lines(sheet.table.notes.joined(separator: " "), 138) * 14
    }

    private var panels: Double {
        let rates = sheet.rates
        let notes = rates.notes.reduce(0) { $0 + lines($1, 76) * 14 }
        let left =
            rates.total == nil
            ? 0
            : 16 + lines(rates.title, 60) * 16 + 28 + Double(rates.rows.count + 1)
                * (isDense ? 15.5 : 17.5) + notes
        func small(_ table: ManagementSheet.SmallTable?) -> Double {
            guard let table else { return 0 }
            return lines(table.title, 52) * 16 + 30 + Double(table.rows.count) * 28
        }
        let right =
            (sheet.whatIf == nil ? sheet.months == nil ? 0 : 160 : small(sheet.whatIf))
            + small(sheet.turning)
        return max(left, right)
    }

    private var trust: Double {
        var (height, left) = (30.0, 0.0)
        var isRight = false
        for entry in sheet.trust {
            let own = lines(entry.text, entry.isWide ? 122 : 52) * 14.3 + 1
            if entry.isWide {
                height += own
                isRight = false
            } else if isRight {
                height += max(0, own - left)
                isRight = false
            } else {
                height += own
                left = own
                isRight = true
            }
        }
        return height + lines(sheet.foot + " " + sheet.command, 120) * 14
    }
}
