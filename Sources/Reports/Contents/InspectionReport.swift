package import Intake
internal import Quantities

/// As what each file was recognised, what is taken from it, and what became of its rows.
package struct InspectionReport: Report {
    package let context: ReportContext

    /// Files of which nothing is taken.
    private let unknown: [PlainSummary]
    /// The others, where rows of them are asked for.
    private let rows: [PlainSummary]
    /// How many of each.
    private let mostRows: Int

    package init(
        _ context: ReportContext = ReportContext(), unknown: [PlainSummary] = [],
        rows: [PlainSummary] = [], mostRows: Int = 0
    ) {
        self.context = context
        (self.unknown, self.rows, self.mostRows) = (unknown, rows, mostRows)
    }

    package var document: Document {
        let count = reading.tables.count + unknown.count
        let files = say.numbers.count(count)
        var document = Document(
            count == 1
                ? say("One file", "Eén bestand") : say("\(files) files", "\(files) bestanden"))
        document.saysCommands = true
        for table in reading.tables {
            let shown = rows.flatMap(\.tables).filter { $0.start.name == table.file }
            document.section(table.file, .labelled(entries(table) + shown.flatMap(asTheyStand)))
        }
        for file in unknown { document.section(file.name, .labelled(entries(file))) }
        return document
    }

    /// What stands in a file of which nothing is taken.
    private func entries(_ file: PlainSummary) -> [(label: String, text: [String])] {
        var entries: [(label: String, text: [String])] = [
            (
                say("Known as", "Herkend als"),
                [say("not recognised", "niet herkend"), say(file.why)]
            )
        ]
        for table in file.tables {
            let start = table.start
            let separator = start.separator.map(\.utf8.first)
            entries.append(
                (
                    say("Written in", "Geschreven in"),
                    [
                        [
                            separator.map { byte in
                                "\(start.encoding?.rawValue ?? "ASCII"), \(sign(byte ?? 0))"
                            } ?? say("a sheet of a workbook", "een blad van een werkmap"),
                            start.header == nil
                                ? say("no header", "geen kop")
                                : say("header on line \(start.line)", "kop op regel \(start.line)"),
                        ].joined(separator: ", ")
                    ]
                ))
            entries.append((say("Columns", "Kolommen"), columns(table)))
            entries += asTheyStand(table)
            let mended = table.mended
            entries.append(
                (
                    say("Rows", "Rijen"),
                    [
                        say.numbers.count(table.rows)
                            + (mended == 0
                                ? ""
                                : say(
                                    ", of which \(say.numbers.count(mended)) with wrong quotes or characters",
                                    ", waarvan \(say.numbers.count(mended)) met verkeerde aanhalingstekens of tekens"
                                ))
                    ]
                ))
        }
        if !file.tables.isEmpty {
            entries.append(
                (
                    say("To use it", "Om het te gebruiken"),
                    [
                        say(
                            "mql map FILE writes down which column may be what",
                            "mql map BESTAND schrijft op welke kolom wat kan zijn")
                    ]
                ))
        }
        return entries
    }

    /// The columns of a table, with what stands in them.
    private func columns(_ table: PlainSummary.Table) -> [String] {
        let shown = table.contents.prefix(40).enumerated().map { place, content in
            let name =
                table.start.header.flatMap { $0.indices.contains(place) ? $0[place].quoted : nil }
                ?? "\(place + 1)"
            return switch content {
            case .nothing: name + say(" (empty)", " (leeg)")
            case .days: name + say(" (days)", " (dagen)")
            case .numbers: name + say(" (numbers)", " (getallen)")
            case .addresses: name + say(" (addresses)", " (adressen)")
            case .text: name + say(" (text)", " (tekst)")
            }
        }
        let more = table.contents.count - shown.count
        return [
            shown.joined(separator: ", ")
                + (more > 0 ? say(" and \(more) more", " en nog \(more)") : "")
        ]
    }

    /// The first rows, where they are asked for.
    private func asTheyStand(
        _ table: PlainSummary.Table
    ) -> [(label: String, text: [String])] {
        guard mostRows > 0 else { return [] }
        let header = table.start.header.map { [(table.start.line, $0)] } ?? []
        let lines = (header + table.firstRows.map { ($0.line, $0.cells) }).map { line, cells in
            "\(line): " + cells.map(\.visible).joined(separator: " | ")
        }
        return [(say("As it stands", "Zoals het er staat"), lines)]
    }

    private func sign(_ separator: UInt8) -> String {
        switch separator {
        case UInt8(ascii: ";"): say("semicolons", "puntkomma's")
        case UInt8(ascii: "\t"): "tabs"
        case UInt8(ascii: "|"): say("vertical bars", "verticale strepen")
        case UInt8(ascii: ","): say("commas", "komma's")
        case let other: String(UnicodeScalar(other)).quoted
        }
    }

    private func entries(_ table: TableReport) -> [(label: String, text: [String])] {
        let seen = table.recognition
        var entries: [(label: String, text: [String])] = [
            (say("Known as", "Herkend als"), [kind(table)]),
            (say("Written in", "Geschreven in"), [text(seen)]),
            (say("Taken", "Overgenomen"), taken(seen)),
        ]
        if !table.unusedColumns.isEmpty {
            let names = table.unusedColumns.prefix(12).map(\.quoted).joined(separator: ", ")
            let more = table.unusedColumns.count - 12
            entries.append(
                (
                    say("Not used", "Niet gebruikt"),
                    [names + (more > 0 ? say(" and \(more) more", " en nog \(more)") : "")]
                ))
        }
        if !table.sellerColumns.isEmpty {
            let names = table.sellerColumns.map(\.quoted).joined(separator: ", ")
            entries.append(
                (
                    say("Not read", "Niet gelezen"),
                    [
                        table.sellerColumns.count == 1
                            ? say(
                                "\(names): it names a seller (Sellers in docs/data.md)",
                                "\(names): daar staat een verkoper (Verkopers in docs/data.md)")
                            : say(
                                "\(names): they name a seller (Sellers in docs/data.md)",
                                "\(names): daar staat een verkoper (Verkopers in docs/data.md)")
                    ]
                ))
        }
        if !seen.firstRows.isEmpty {
            entries.append(
                (say("First rows", "Eerste rijen"), seen.firstRows.map { row(seen, $0) }))
        }
        let numbers = say.numbers
        if let total = table.total {
            let (stated, counted) = (
                FixedPoint.text(cents: total.stated),
                FixedPoint.text(cents: total.counted)
            )
            entries.append(
                (
                    say("Total", "Totaal"),
                    [
                        stated == counted
                            ? say(
                                "\(stated) in the file = the sum of its rows",
                                "\(stated) in het bestand = de som van de rijen")
                            : total.agrees
                                ? say(
                                    "\(stated) in the file, and its rows add up to \(counted): that is rounding, half a cent a row",
                                    "\(stated) in het bestand, en de rijen tellen op tot \(counted): dat is afronding, een halve "
                                        + "cent per rij")
                                : say(
                                    "\(stated) in the file, and its rows add up to \(counted)",
                                    "\(stated) in het bestand, en de rijen tellen op tot \(counted)"
                                )
                    ]
                ))
        }
        if !table.unknownWords.isEmpty {
            entries.append(
                (
                    say("Words", "Woorden"),
                    [
                        say(
                            "not known where a lead stands: ", "niet bekend waar een lead staat: ")
                            + say.words(table.unknownWords)
                    ]
                ))
        }
        if !table.openStages.isEmpty {
            entries.append(
                (
                    say("Stages", "Fasen"),
                    [
                        say(
                            "counted as open, because it is not known whether these mean won or lost: ",
                            "telt als open, omdat niet bekend is of deze gewonnen of verloren betekenen: "
                        )
                            + say.stages(table.openStages)
                    ]
                ))
        }
        if let days = seen.rowDays {
            entries.append((say("Each row", "Elke rij"), [row(days, table)]))
        }
        let parts = [
            (table.new, say("new", "nieuw")), (table.updated, say("updated", "bijgewerkt")),
            (
                table.unchanged,
                say("repeated or without such a fact", "herhaald of zonder zo'n feit")
            ),
            (table.rejected, say("rejected", "geweigerd")),
            (
                table.skipped,
                table.skipped == 1
                    ? say("total or footer", "totaal of voetregel")
                    : say("totals and footers", "totalen en voetregels")
            ),
        ].filter { $0.0 > 0 }.map { "\(numbers.count($0.0)) \($0.1)" }.joined(separator: " + ")
        entries.append(
            (
                say("Rows", "Rijen"),
                [numbers.count(table.rows) + (parts.isEmpty ? "" : " = \(parts)")]
            ))
        return entries
    }

    /// What a row of a platform's export stands for.
    private func row(_ days: RowDays, _ table: TableReport) -> String {
        let what =
            switch days {
            case .day: say("one day", "één dag")
            case .week: say("a week", "een week")
            case .month: say("a month", "een maand")
            case .quarter: say("a quarter", "een kwartaal")
            case .year: say("a year", "een jaar")
            case .report: say("all days of the report", "alle dagen van het rapport")
            }
        guard let covers = table.covers else { return what }
        let days = say.period(covers)
        return what + say("; the report is of \(days)", "; het rapport is van \(days)")
    }

    /// One row with what stands in the fields that are taken, without those of a person and those
    /// that are empty or the same everywhere.
    private func row(_ seen: Recognition, _ texts: [String?]) -> String {
        zip(seen.fields, texts).compactMap { use, text in
            guard let text, !text.isEmpty, !use.columns.isEmpty else { return nil }
            return "\(use.field) \(text.visible)"
        }.joined(separator: ", ")
    }

    private func kind(_ table: TableReport) -> String {
        let names = table.kinds.map(\.tableName)
        var different: [String] = []
        for name in names where !different.contains(name) { different.append(name) }
        let facts = different.joined(separator: ", ")
        if let vendor = table.vendor.map(say.export) {
            return say(
                "\(vendor), by its columns: \(facts)", "\(vendor), aan de kolommen: \(facts)")
        }
        return table.recognition.isMapped
            ? say("\(facts), by your mapping", "\(facts), volgens uw mapping")
            : say("\(facts), by its columns", "\(facts), aan de kolommen")
    }

    private func text(_ seen: Recognition) -> String {
        let sign = sign(seen.separator)
        let order =
            switch seen.dateOrder {
            case .ymd: say("years first", "jaar voorop")
            case .dmy: say("days first", "dag voorop")
            case .mdy: say("months first", "maand voorop")
            }
        let decimal =
            switch seen.decimal {
            case .comma: say("decimal comma", "komma voor de decimalen")
            case .point: say("decimal point", "punt voor de decimalen")
            case .micros: say("amounts in millionths", "bedragen in miljoensten")
            }
        return [
            seen.isSheet
                ? say("a sheet of a workbook", "een blad van een werkmap")
                : "\(seen.encoding?.rawValue ?? "ASCII"), \(sign)",
            say("header on line \(seen.headerLine)", "kop op regel \(seen.headerLine)"),
            say("dates with \(order)", "datums met \(order)"), decimal,
        ].joined(separator: ", ")
    }

    private func taken(_ seen: Recognition) -> [String] {
        var lines: [String] = []
        var kinds: [FactKind] = []
        for use in seen.fields where !kinds.contains(use.fact) { kinds.append(use.fact) }
        for kind in kinds {
            let fields = seen.fields.filter { $0.fact == kind }.map { use in
                guard !use.columns.isEmpty else { return "\(use.field) = \(use.constant ?? "")" }
                let from = use.columns.map(\.quoted).joined(separator: say(" or ", " of "))
                return use.columns == [use.field] ? use.field : "\(use.field) = \(from)"
            }
            lines.append("\(kind.rawValue): \(fields.joined(separator: ", "))")
        }
        return lines
    }

    private static func stage(_ name: String, _ stage: OpenStage) -> JSONValue {
        .members(["stage": name, "deals": stage.deals, "amounts": stage.cents])
    }

    package var json: JSONValue {
        .members([
            "schema": "mql.inspection/1", "files": reading.tables.map(file) + unknown.map(file),
        ])
    }

    private func file(_ unknown: PlainSummary) -> JSONValue {
        .members([
            "file": unknown.name, "known": false, "export": JSONValue.null,
            "fields": [String](), "rows": unknown.tables.reduce(0) { $0 + $1.rows },
            "why": JSONValue.members(["export": unknown.why.en]),
        ])
    }

    private func file(_ table: TableReport) -> JSONValue {
        let seen = table.recognition
        let fields = seen.fields.map { use in
            JSONValue.members([
                "fact": use.fact.rawValue, "field": use.field, "columns": use.columns,
                "value": use.constant,
            ])
        }
        let words = table.unknownWords.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        return .members([
            "file": table.file, "known": true, "export": table.vendor,
            "encoding": seen.encoding?.rawValue ?? "ASCII",
            "separator": seen.isSheet ? nil : String(UnicodeScalar(seen.separator)),
            "sheet": seen.isSheet, "header_line": seen.headerLine,
            "date_order": seen.dateOrder.rawValue, "decimal": seen.decimal.rawValue,
            "each_row": seen.rowDays.map(\.rawValue), "fields": fields,
            "not_read": table.sellerColumns, "rows": table.rows,
            "new": table.new, "updated": table.updated, "unchanged": table.unchanged,
            "rejected": table.rejected, "skipped": table.skipped,
            "unknown_lead_words": JSONObject(words),
            "unknown_deal_stages": table.openStages.sorted { $0.key < $1.key }.map(Self.stage),
            "total": table.total.map { total in
                JSONValue.members([
                    "stated_cents": Int(total.stated),
                    "counted_cents": Int(clamping: total.counted),
                ])
            },
        ])
    }
}
