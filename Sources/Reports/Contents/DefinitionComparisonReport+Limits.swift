internal import Analysis
internal import Quantities

/// What a look back at the same leads cannot show.
extension DefinitionComparisonReport {
    var limits: [String] {
        var lines = [
            say(
                "A stricter rule does not make SQLs. It spares sales the time that goes into the others; "
                    + "what that time brings is not in these leads.",
                "Een strengere regel levert geen SQL's op. Ze spaart sales de tijd die in de anderen gaat "
                    + "zitten; wat die tijd oplevert staat niet in deze leads.")
        ]
        if comparison.added.mqls > 0 {
            let (added, sqls) = (say.count(comparison.added.mqls, .lead), comparison.added.sqls)
            lines.append(
                say(
                    "The \(added) that the new rules add were not MQLs, so sales did not get them: nobody knows "
                        + "what would have become of them. \(numbers.count(sqls)) became an SQL all the same.",
                    "De \(added) die de nieuwe regels toevoegen waren geen MQL, dus sales kreeg ze niet: wat er "
                        + "van hen geworden zou zijn weet niemand. \(numbers.count(sqls)) werd evengoed SQL."
                ))
        }
        if comparison.noContacts == nil, comparison.both.mqls > 0, comparison.dropped.mqls > 0 {
            let (kept, dropped) = (share(comparison.both), share(comparison.dropped))
            lines.append(
                say(
                    "Sales spoke to \(kept) of those kept and \(dropped) of those dropped: a lead that nobody "
                        + "calls does not become an SQL.",
                    "Sales sprak \(kept) van wie blijft en \(dropped) van de afvallers: wie niemand belt wordt "
                        + "geen SQL."
                ))
        } else if comparison.noContacts != nil {
            lines.append(
                say(
                    "Whom sales spoke to is not known; if it spoke to more of those kept, that alone makes them "
                        + "look better.",
                    "Wie sales sprak is niet bekend; sprak het er meer van wie blijft, dan lijken die daardoor "
                        + "al beter."
                ))
        }
        lines.append(
            say(
                "Rules that were made from these very leads look better here than they are. Test them on "
                    + "later leads: --period.",
                "Regels die van juist deze leads zijn gemaakt lijken hier beter dan ze zijn. Toets ze op "
                    + "latere leads: --period."))
        lines.append(
            say(
                "Profile fields are those of the last export, as if they had been filled in from the start.",
                "Profielvelden zijn die van de laatste export, alsof ze vanaf het begin waren ingevuld."
            ))
        return lines
    }

    private func share(_ group: DefinitionComparison.Group) -> String {
        numbers.share(Double(group.contacted) / Double(max(1, group.mqls)))
    }
}
