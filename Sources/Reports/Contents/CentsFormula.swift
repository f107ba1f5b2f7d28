internal import Quantities

extension Workbook.Cell {
    /// An amount that follows from other cells, to the cent, as the report prints it; nothing where that has none.
    ///
    /// A spreadsheet rounds a half away from zero, and money goes to the even cent: where the amount is such a half,
    /// the formula takes half a cent off first.
    ///
    /// - Parameters:
    ///   - formula: what gives the amount, without the sign with which a formula begins.
    ///   - cents: what it gives now, not rounded.
    static func cents(_ formula: String, _ cents: Double, _ known: Money?) -> Workbook.Cell {
        guard let known, cents.isFinite else { return .blank }
        let value = Double(known.cents) / 100
        // A half above what it was rounded to: a spreadsheet would go the other way.
        let isHalfAbove = abs(cents - Double(known.cents) - 0.5) < 1e-6
        let rounded =
            isHalfAbove && known.cents >= 0
            ? "=ROUND(\(formula)-(ROUND(MOD(100*\(formula),2),6)=0.5)*0.005,2)"
            : "=ROUND(\(formula),2)"
        return .formula(rounded, value: value, .money)
    }
}
