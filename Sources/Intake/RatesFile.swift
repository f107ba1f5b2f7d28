package import Leads
internal import Quantities

extension ExchangeRates {
    /// Reads the history of reference rates as the European Central Bank publishes it: a column
    /// `Date`, and one for each currency with how much of it one euro bought.
    ///
    /// - Throws: `IntakeErrors` with every row that cannot be read.
    package static func read(_ source: ByteSource) throws -> ExchangeRates {
        let name = source.name
        var reader = try RecordReader(TextDecoder(source).decoded)
        guard case .record = try reader.next(), Header.folded(reader.text(0)) == "date" else {
            throw IntakeError(
                file: name,
                en: "This is no file of exchange rates: its first column must be Date, the others "
                    + "currencies such as USD.",
                nl:
                    "Dit is geen bestand met wisselkoersen: de eerste kolom moet Date zijn, de andere "
                    + "valuta's zoals USD.")
        }
        let currencies = (0..<reader.cellCount).map { Currency(reader.text($0)) }
        var rows: [(day: Day, rates: [Currency: Int64])] = []
        var errors: [IntakeError] = []
        var seen = Set<Day>()
        reading: while true {
            let outcome = try reader.next()
            switch outcome {
            case .end: break reading
            case .record: break
            default:
                errors.append(
                    IntakeError(
                        file: name, line: reader.line, en: "This row cannot be read.",
                        nl: "Deze rij is niet te lezen."))
                continue
            }
            let text = reader.text(0)
            guard let day = Day(iso: text), seen.insert(day).inserted else {
                errors.append(
                    IntakeError(
                        file: name, line: reader.line,
                        en: "\(text.quoted) is not a day, or stands here twice. Use YYYY-MM-DD.",
                        nl:
                            "\(text.quoted) is geen dag, of staat hier twee keer. Gebruik JJJJ-MM-DD."
                    ))
                continue
            }
            var rates: [Currency: Int64] = [:]
            for cell in 1..<max(1, min(reader.cellCount, currencies.count)) {
                let text = reader.text(cell).filter { $0 != " " }
                guard let currency = currencies[cell], !text.isEmpty, text != "N/A" else {
                    continue
                }
                guard let rate = FixedPoint.units(text, decimals: 6), rate > 0 else {
                    errors.append(
                        IntakeError(
                            file: name, line: reader.line,
                            en:
                                "\(text.quoted) is not a rate of \(currency). Use a number such as 1.0874.",
                            nl:
                                "\(text.quoted) is geen koers van \(currency). Gebruik een getal zoals "
                                + "1.0874."))
                    continue
                }
                rates[currency] = rate
            }
            rows.append((day, rates))
        }
        guard errors.isEmpty else { throw IntakeErrors(errors: errors) }
        return ExchangeRates(rows)
    }
}
