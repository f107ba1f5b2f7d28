internal import Quantities
package import Reports
package import Store

/// What taking an import back did.
package struct UndoReport: Report {
    private let receipt: UndoReceipt
    package let context: ReportContext

    package init(_ receipt: UndoReceipt, _ context: ReportContext) {
        self.receipt = receipt
        self.context = context
    }

    package var document: Document {
        var document = Document(say("Import taken back", "Import teruggedraaid"))
        document.add(.lines(Self.lines(receipt, say)))
        return document
    }

    package var json: JSONValue {
        .members([
            "import": receipt.record.number, "removed": receipt.removed, "kept": receipt.kept,
            "waiting": receipt.waiting,
        ])
    }

    /// The same in sentences.
    package static func lines(_ receipt: UndoReceipt, _ say: Wording) -> [String] {
        let record = receipt.record
        var lines = [
            say(
                "Import \(record.number) (\(record.file.visible)) was taken back: \(say.numbers.count(receipt.removed)) "
                    + "facts are gone.",
                "Import \(record.number) (\(record.file.visible)) is teruggedraaid: \(say.numbers.count(receipt.removed)) "
                    + "feiten zijn weg.")
        ]
        if receipt.kept > 0 {
            lines.append(
                say(
                    "\(say.numbers.count(receipt.kept)) stay, because a later import repeats them.",
                    "\(say.numbers.count(receipt.kept)) blijven, omdat een latere import ze herhaalt."
                ))
        }
        if receipt.waiting > 0 {
            lines.append(
                say(
                    "\(say.numbers.count(receipt.waiting)) activities, stages or contacts are of leads that no import "
                        + "has a row of now: they wait until one has.",
                    "\(say.numbers.count(receipt.waiting)) activiteiten, fasen of contacten zijn van leads van wie nu "
                        + "geen import een rij heeft: ze wachten tot er een is."))
        }
        return lines
    }
}
