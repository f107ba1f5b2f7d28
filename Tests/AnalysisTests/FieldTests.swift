import Analysis
import Quantities
import TestSupport
import Testing
import Workbench

@testable import Reports

/// Every figure that a table shows is said once, and every format and the help read the same one.
struct FieldTests {
    /// The tables of a document, also those that only a page or a program sees.
    private func tables(_ document: Document) -> [Table] {
        func tables(_ blocks: [Document.Block]) -> [Table] {
            blocks.flatMap { block -> [Table] in
                switch block {
                case .table(let table): [table]
                case .columns(let columns): columns.flatMap(tables)
                case .onPage(let blocks): tables(blocks)
                default: []
                }
            }
        }
        return tables(document.blocks) + (document.dataTable.map { [$0] } ?? [])
    }

    @Test(
        "No key without a title in both languages, no title without help",
        arguments: [Language.en, .nl])
    func titles(language: Language) async throws {
        let glossary = Glossary(language)
        var seen = 0
        for (name, document) in try await DemoBench.documents(language) {
            for table in tables(document) {
                let keys = table.columns.flatMap(\.keys)
                #expect(Set(keys).count == keys.count, "\(name): \(keys)")
                for column in table.columns {
                    #expect(!column.key.isEmpty, "\(name)")
                    #expect(
                        column.title.en.isEmpty == column.title.nl.isEmpty, "\(name) \(column.key)")
                    guard !column.title.isEmpty else { continue }
                    seen += 1
                    let answer = column.help.flatMap { glossary.document($0.rawValue) }
                    #expect(answer?.blocks.isEmpty == false, "\(name): \(column.title.en)")
                }
                #expect(table.rows.allSatisfy { $0.count == table.columns.count }, "\(name)")
            }
        }
        #expect(seen > 300)
    }

    @Test("The help answers for every title of a field, in either language")
    func help() {
        for language in Language.allCases {
            let glossary = Glossary(language, more: WorkspaceColumns.all)
            for column in PrintedFields.columns + WorkspaceColumns.all {
                for title in [column.title.en, column.title.nl] {
                    #expect(glossary.document(title) != nil, "\(title)")
                }
            }
        }
        // One answer for every currency.
        for title in ["Return per €1", "return per USD 1", "Terug per €\u{A0}1", "terug per GBP 1"]
        {
            #expect(Glossary().document(title)?.title == "Return per €1", "\(title)")
        }
        #expect(Glossary.terms.allSatisfy { Glossary().document($0)?.blocks.isEmpty == false })
    }

    @Test("Where a cell has no value, CSV has nothing and JSON null, and never a dash")
    func absent() async throws {
        for (name, document) in try await DemoBench.documents(.en) {
            for table in tables(document) {
                for row in table.rows {
                    for (cell, column) in zip(row, table.columns) {
                        var one = Document("")
                        one.dataTable = Table(columns: [column], rows: [[cell]])
                        let lines = CSVFormat().write(one).split(
                            separator: "\n", omittingEmptySubsequences: false)
                        #expect(
                            !["–", "-", "—", "null", "nan"].contains(lines[1]),
                            "\(name) \(column.key)")
                        #expect(
                            lines[1].filter { $0 == "," }.count >= column.keys.count - 1,
                            "\(name) \(column.key)")
                        let hasValue = lines[1].contains { $0 != "," }
                        if case .null = cell.json { #expect(!hasValue, "\(name) \(column.key)") }
                        if case .unknown = cell.json {
                            #expect(!hasValue, "\(name) \(column.key)")
                        }
                    }
                }
            }
        }
    }

    @Test("Every field of the report is in the JSON of a row, once")
    func json() async throws {
        let figures = await (try DemoBench.bench()).figures()
        let fields =
            FiguresReport.costFields + FiguresReport.conversionFields + FiguresReport.valueFields
            + OutlookSection.nextFields + OutlookSection.comingFields
            + OutlookSection.backFields(isMargin: true, isAllIn: true, areDealsWhole: true, .eur)
        for row in figures.rows {
            guard case .object(let members) = FigureRowJSON(row, of: figures).members.json else {
                Issue.record("no object")
                continue
            }
            let names = members.map(\.0)
            #expect(Set(names).count == names.count, "\(names)")
            for key in fields.map(\.column.key) {
                let place = FigureRowJSON.places[key] ?? key
                #expect(
                    place.isEmpty || names.contains(String(place.prefix { $0 != "." })), "\(key)")
            }
        }
    }
}
