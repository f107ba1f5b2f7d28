internal import Intake
internal import Quantities
package import Reports

/// The clicks by which leads came, out of files of leads: they are read for one export, and kept nowhere.
package enum AdClicks {
    /// What columns of the id of a lead are called.
    private static let ids = [
        "lead_id", "record id", "contact id", "hs_object_id", "lead id", "lead - id", "id",
    ]
    private static let clicks = [
        "gclid", "google click id", "hs_google_click_id", "google ad click id",
    ]
    private static let others = ["gbraid", "wbraid"]
    /// What says yes; whatever else stands there does not.
    private static let yes = ["yes", "ja", "true", "waar", "1", "granted"]

    /// - Parameters:
    ///   - consent: the name of the column that says whether somebody allows it.
    ///   - id: that of the id of the lead, and of the click; nil for the usual ones.
    /// - Throws: `FailedVerb` where no file has all three.
    package static func read(
        _ paths: [String], consent: String, id: String?, click: String?
    ) throws -> [String: AdClick] {
        var found: [String: AdClick] = [:]
        var lacking: [Phrase] = []
        var hasAny = false
        for path in paths {
            var file: [String: AdClick] = [:]
            var columns: Columns?
            var headers: [String] = []
            do {
                try PlainTables.read(Files.source(path)) { event in
                    switch event {
                    case .start(let start):
                        headers += start.header ?? []
                        columns = Columns(start.header ?? [], consent, id, click)
                        if columns != nil { hasAny = true }
                    case .row(let row):
                        guard let columns, let (lead, click) = columns.read(row.cells) else {
                            return
                        }
                        // A later row of the same lead says what holds now.
                        file[lead] = click
                    }
                }
            } catch let error as IntakeError {
                throw FailedVerb(.badData, error.described)
            }
            // Where two files have somebody, both have to allow it.
            found.merge(file) { one, other in
                AdClick(
                    id: one.id ?? other.id, hasOther: one.hasOther || other.hasOther,
                    isAllowed: one.isAllowed && other.isAllowed)
            }
            if file.isEmpty {
                let list = headers.map(\.quoted).joined(separator: ", ")
                lacking.append(
                    Phrase(
                        en: "\(path.visible) has the columns \(list).",
                        nl: "\(path.visible) heeft de kolommen \(list)."))
            }
        }
        guard hasAny else {
            let ask = Phrase(
                en:
                    "No file has a column \(consent.quoted) for the consent, one with the id of the lead and one with "
                    + "the id of the click (gclid). Name the file with --clicks, and its columns with --consent, "
                    + "--lead-id and --click-id.",
                nl:
                    "Geen bestand heeft een kolom \(consent.quoted) voor de toestemming, een met het nummer van de lead "
                    + "en een met dat van de klik (gclid). Noem het bestand met --clicks, en de kolommen met --consent, "
                    + "--lead-id en --click-id.")
            throw FailedVerb(.badData, Phrase(joining: [ask] + lacking, separator: "\n"))
        }
        return found
    }

    /// Where a table has what is asked.
    private struct Columns {
        private let id: Int
        private let consent: Int
        private let click: Int?
        private let others: [Int]

        init?(_ header: [String], _ consent: String, _ id: String?, _ click: String?) {
            let names = header.map { $0.lowercased() }
            func place(_ wanted: [String]) -> Int? {
                wanted.lazy.compactMap { name in names.firstIndex(of: name.lowercased()) }.first
            }
            guard let ids = place(id.map { [$0] } ?? AdClicks.ids), let says = place([consent])
            else { return nil }
            self.id = ids
            self.consent = says
            self.click = place(click.map { [$0] } ?? AdClicks.clicks)
            others = AdClicks.others.compactMap { place([$0]) }
            if self.click == nil, others.isEmpty { return nil }
        }

        /// Nil for a row of no lead.
        func read(_ cells: [String]) -> (String, AdClick)? {
            func cell(_ place: Int) -> String { cells.indices.contains(place) ? cells[place] : "" }
            let lead = cell(id)
            guard !lead.isEmpty else { return nil }
            let click = click.map(cell).flatMap { AdClicks.isClick($0) ? $0 : nil }
            return (
                lead,
                AdClick(
                    id: click, hasOther: others.contains { !cell($0).isEmpty },
                    isAllowed: AdClicks.yes.contains(cell(consent).lowercased()))
            )
        }
    }

    /// Letters, digits and three signs: anything else was no id of a click.
    private static func isClick(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 512
            && text.utf8.allSatisfy { byte in
                (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10
                    || [0x2D, 0x2E, 0x5F].contains(byte)
            }
    }
}
