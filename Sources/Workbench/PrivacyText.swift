internal import Quantities
package import Reports
package import Store

/// What was done with what is held of persons, in sentences.
package struct PrivacyText {
    private let say: Wording

    package init(_ say: Wording) {
        self.say = say
    }

    /// What erasing did, and what it could not reach.
    package func erased(_ erasure: WorkspaceErasure) -> [String] {
        let (receipt, rejected, backups) = (erasure.receipt, erasure.rejected, erasure.backups)
        var lines =
            receipt.leads == 0
            ? [
                say(
                    "Erased: only rows that were rejected and kept were about them.",
                    "Gewist: alleen geweigerde rijen die bewaard waren gingen over deze persoon.")
            ]
            : [
                say(
                    "Erased: \(say.count(receipt.leads, .lead)), \(say.numbers.count(receipt.activities)) activities, "
                        + "\(say.numbers.count(receipt.deals)) contacts of deals.",
                    "Gewist: \(say.count(receipt.leads, .lead)), \(say.numbers.count(receipt.activities)) activiteiten, "
                        + "\(say.numbers.count(receipt.deals)) contacten van deals."),
                say(
                    "Of each a row is left with source, month, stages and amounts, so that totals stand.",
                    "Van elk blijft een rij met bron, maand, fasen en bedragen, zodat totalen kloppen."
                ),
                say(
                    "An old export does not bring them back: its rows about them are skipped.",
                    "Een oude export brengt ze niet terug: rijen over hen worden overgeslagen."),
            ]
        if rejected > 0 {
            let rows = say.count(rejected, .row)
            lines.append(
                say(
                    "Rejected rows that were kept: \(rows) removed.",
                    "Bewaarde geweigerde rijen: \(rows) verwijderd."))
        }
        lines += blanks(erasure.lists)
        if !erasure.texts.isEmpty {
            lines.append(
                say(
                    "Rows of others have these campaigns or sources, which name them; they stay until the others "
                        + "are exported anew without: \(erasure.texts.map(\.quoted).joined(separator: ", "))",
                    "Rijen van anderen hebben deze campagnes of bronnen, die hen noemen; ze blijven tot de anderen "
                        + "zonder opnieuw geëxporteerd zijn: \(erasure.texts.map(\.quoted).joined(separator: ", "))"
                ))
        }
        if !receipt.isCleared {
            lines.append(
                say(
                    "Another mql is reading what was there before: run mql privacy clear when it is done.",
                    "Een ander mql leest nog wat er eerst stond: draai mql privacy clear als het klaar is."
                ))
        }
        if backups.isEmpty {
            lines.append(
                say(
                    "No backup of the workspace holds them. Exports and reports that you wrote elsewhere are yours to "
                        + "remove.",
                    "Geen back-up van de werkruimte bevat hen. Exports en rapporten die u elders schreef, verwijdert u "
                        + "zelf."))
        } else {
            lines.append(
                say(
                    "These backups still hold them; mql restore erases them again, and removing the files is up to you:",
                    "Deze back-ups bevatten hen nog; mql restore wist hen opnieuw, en de bestanden verwijdert u zelf:"
                ))
            lines += backups.map { "  \($0.path.visible)" }
            lines.append(
                say(
                    "So do copies, exports and reports that you wrote elsewhere.",
                    "Net als kopieën, exports en rapporten die u elders schreef."))
        }
        return lines
    }

    /// Where persons are to be blanked, because a list has carried them there.
    package func blanks(_ lists: [WrittenList]) -> [String] {
        guard !lists.isEmpty else { return [] }
        let title = say(
            "Lists that were written carried them; blank them where those went:",
            "Geschreven lijsten bevatten hen; maak hen leeg waar die heen gingen:")
        return [title]
            + lists.map { list in
                let day = TimeZoneRule.utc.day(of: list.at)
                let leads = list.leads.prefix(20).map { Wording.lead($0) }.joined(separator: ", ")
                return
                    "  \(day) \(list.file.visible): \(leads)\(list.leads.count > 20 ? ", …" : "")"
            }
    }

    /// What is kept longer than was agreed.
    ///
    /// - Parameter withNames: whether the leads and files are named, at most twenty of each.
    package func overdue(_ overdue: Overdue, withNames: Bool) -> [String] {
        let leads = say.count(overdue.leads.count, .lead)
        var lines = [
            say(
                "\(leads): nothing has happened since \(overdue.limit).",
                "\(leads): sinds \(overdue.limit) is er niets gebeurd.")
        ]
        func some(_ texts: [String]) {
            guard withNames else { return }
            lines += texts.prefix(20).map { "  \($0)" }
            if texts.count > 20 { lines.append("  …") }
        }
        some(overdue.leads.map { Wording.lead($0) })
        let files = overdue.backups + overdue.rejects
        if !files.isEmpty {
            lines.append(
                say(
                    "\(files.count) backups and files of rejected rows are older than that:",
                    "\(files.count) back-ups en bestanden met geweigerde rijen zijn ouder:"))
            some(files.map(\.visible))
        }
        return lines
    }

    /// What an import erased because it was kept too long.
    package func retained(_ overdue: Overdue, months: Int, _ erasure: WorkspaceErasure?) -> [String]
    {
        let files = overdue.backups.count + overdue.rejects.count
        let leads = say.count(overdue.leads.count, .lead)
        var lines = [
            say(
                "Retention (\(months) months): \(leads) erased with which nothing has happened since \(overdue.limit)"
                    + (files > 0 ? ", and \(files) older backups or files of rejected rows." : "."),
                "Bewaartermijn (\(months) maanden): \(leads) gewist waarmee sinds \(overdue.limit) niets gebeurd is"
                    + (files > 0
                        ? ", en \(files) oudere back-ups of bestanden met geweigerde rijen." : "."))
        ]
        for copy in erasure?.backups ?? [] {
            lines.append(
                say(
                    "  \(copy.path.visible) still holds some of them.",
                    "  \(copy.path.visible) bevat nog enkelen van hen."))
        }
        return lines
    }
}
