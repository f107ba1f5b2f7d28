import Testing

@testable import Intake

/// Tables as they stand, whatever they mean.
struct PlainTablesTests {
    private struct Table: Equatable {
        var line: Int
        var above: [String] = []
        var header: [String]?
        var rows: [[String]] = []
        var mended: [Int] = []
    }

    private func tables(_ text: String) throws -> [Table] {
        var tables: [Table] = []
        try PlainTables.read(ByteSource(name: "x.csv", text: text)) { event in
            switch event {
            case .start(let start):
                tables.append(Table(line: start.line, above: start.above, header: start.header))
            case .row(let row):
                tables[tables.count - 1].rows.append(row.cells)
                if row.isMended { tables[tables.count - 1].mended.append(row.line) }
            }
        }
        return tables
    }

    @Test(
        "The same rows, however they are parted and ended",
        arguments: [
            "Naam,Stuks,Prijs\nDop,3,\"1,50\"\nMoer,4,\"2,75\"\n",
            "Naam;Stuks;Prijs\r\nDop;3;1,50\r\nMoer;4;2,75",
            "Naam\tStuks\tPrijs\rDop\t3\t1,50\rMoer\t4\t2,75\r",
            "sep=|\nNaam|Stuks|Prijs\nDop|3|1,50\nMoer|4|2,75\n\n\n",
            "Naam, Stuks, Prijs\nDop, 3, \"1,50\"\nMoer, 4, \"2,75\"\n",
            "'Naam','Stuks','Prijs'\n'Dop','3','1,50'\n'Moer','4','2,75'\n",
            "Voorraad,,\n,,\nNaam,Stuks,Prijs\nDop,3,\"1,50\"\nMoer,4,\"2,75\"\n",
        ])
    func forms(text: String) throws {
        let table = try #require(try tables(text).first)
        #expect(table.header == ["Naam", "Stuks", "Prijs"])
        #expect(table.rows == [["Dop", "3", "1,50"], ["Moer", "4", "2,75"]])
        #expect(table.mended == [])
    }

    @Test("Titles stand above the names, and the line is that of the file")
    func titles() throws {
        #expect(
            try tables("Stock\nof May;;\n\nName;Pieces\nCap;3\n") == [
                Table(
                    line: 4, above: ["Stock", "of May"], header: ["Name", "Pieces"],
                    rows: [["Cap", "3"]])
            ])
    }

    @Test("Where the first row holds values, there are no names; years may be names")
    func noNames() throws {
        let plain = try tables("2026-03-01,4,cap\n2026-03-02,5,nut\n")
        #expect(
            plain == [
                Table(
                    line: 1, header: nil,
                    rows: [["2026-03-01", "4", "cap"], ["2026-03-02", "5", "nut"]])
            ])
        #expect(try tables("Town,2025,2026\nUden,12,14\n")[0].header == ["Town", "2025", "2026"])
    }

    @Test(
        "A row as wide as it is: one with fewer cells is filled up, one with more keeps what it has"
    )
    func ragged() throws {
        let table = try tables("a,b,c\n1,2\n1,2,3,\n1,2,3,4\n1,,3\n,,\n")[0]
        #expect(
            table.rows == [
                ["1", "2", ""], ["1", "2", "3"], ["1", "2", "3", "4"], ["1", "", "3"],
            ])
    }

    @Test("Tables below each other are several, also those that name the same columns again")
    func several() throws {
        let found = try tables(
            "Name,Pieces\nCap,3\nName,Pieces,Price\nNut,4,2\n\nTown,Country\nUden,NL\n")
        #expect(
            found == [
                Table(line: 1, header: ["Name", "Pieces"], rows: [["Cap", "3"]]),
                Table(line: 3, header: ["Name", "Pieces", "Price"], rows: [["Nut", "4", "2"]]),
                Table(line: 6, header: ["Town", "Country"], rows: [["Uden", "NL"]]),
            ])
        // A blank line alone ends no table, nor does a row of names again under the first.
        #expect(
            try tables("Name,Pieces\nName,Pieces\nCap,3\n\nNut,4\n") == [
                Table(line: 1, header: ["Name", "Pieces"], rows: [["Cap", "3"], ["Nut", "4"]])
            ])
    }

    @Test(
        "A row whose quotes are wrong is read as it was most likely meant, and told",
        arguments: [
            // A quote that opens nothing, at the beginning, within and at the end of a row.
            ("\"Cap,3,\"soft, blue\",x", ["\"Cap", "3", "soft, blue", "x"]),
            ("Cap,\"3,\"soft, blue\",x", ["Cap", "\"3", "soft, blue", "x"]),
            ("Cap,3,\"\"soft, blue\",x", ["Cap", "3", "\"soft, blue", "x"]),
            ("Cap,3,\"soft, blue\",\"", ["Cap", "3", "soft, blue", "\""]),
            // Quotes that were not doubled.
            ("Cap,3,\"6\" wide, blue\",x", ["Cap", "3", "6\" wide, blue", "x"]),
            ("Cap,3,\"blue, 6\"\",x", ["Cap", "3", "blue, 6\"", "x"]),
            // One that was, beside one that was not.
            ("Cap,3,\"6\"\" or 7\" wide, blue\",x", ["Cap", "3", "6\" or 7\" wide, blue", "x"]),
        ])
    func quotes(line: String, cells: [String]) throws {
        let table = try tables("a,b,c,d\nNut,4,\"hard, grey\",y\n\(line)\nBolt,5,,z\n")[0]
        #expect(table.rows == [["Nut", "4", "hard, grey", "y"], cells, ["Bolt", "5", "", "z"]])
        #expect(table.mended == [3])
    }

    @Test("What is no table has no rows, and stops nothing", arguments: ["", "\n\n", ",,\n,,\n"])
    func nothing(text: String) throws {
        #expect(try tables(text).flatMap(\.rows) == [])
    }

    @Test("A list of one column is one, with and without a name")
    func oneColumn() throws {
        #expect(try tables("Pieces\n3\n4\n")[0].header == ["Pieces"])
        #expect(try tables("3\n4\n")[0].rows == [["3"], ["4"]])
    }

    @Test("Rows full of quotes take no time that grows with their square")
    func manyQuotes() throws {
        let row = String(repeating: "\"a,", count: 100_000)
        let table = try tables("a,b\n1,2\n3,4\n\(row)x\n5,6\n")[0]
        #expect(table.rows.count == 4 && table.mended == [4])
    }
}
