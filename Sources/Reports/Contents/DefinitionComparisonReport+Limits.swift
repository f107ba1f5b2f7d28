internal import Analysis
internal import Quantities

/// What a look back at the same leads cannot show.
extension DefinitionComparisonReport {
    var limits: [String] {
        var lines = [
            say(
                "A stricter rule makes no SQLs. It saves the time that sales spends on the others; what that time "
                    + "brings is not in these leads.",
                "Een strengere regel maakt geen SQL's. Zij spaart de tijd die sales aan de anderen besteedt; wat die "
                    + "tijd oplevert staat niet in deze leads.")
        ]
        if comparison.added.mqls > 0 {
            let (added, sqls) = (say.count(comparison.added.mqls, .lead), comparison.added.sqls)
            lines.append(
                say(
                    "The \(added) that the new rules add were no MQL, so sales was not sent to them: what would "
                        + "have become of them nobody knows. \(numbers.count(sqls)) became an SQL all the same.",
                    "De \(added) die de nieuwe regels toevoegen waren geen MQL, dus sales kreeg ze niet: wat er van "
                        + "hen was geworden weet niemand. \(numbers.count(sqls)) werd evengoed SQL."
                ))
        }
        if comparison.noContacts == nil, comparison.both.mqls > 0, comparison.dropped.mqls > 0 {
            let (kept, dropped) = (share(comparison.both), share(comparison.dropped))
            lines.append(
                say(
                    "Sales called \(kept) of the kept and \(dropped) of the dropped: whom nobody calls becomes no SQL.",
                    "Sales sprak \(kept) van wie blijft en \(dropped) van de afvallers: wie niemand belt wordt geen SQL."
                ))
        } else if comparison.noContacts != nil {
            lines.append(
                say(
                    "Whom sales called is not known; if it called the kept more, that made them better.",
                    "Wie sales sprak is niet bekend; belde het de blijvers meer, dan maakte dat hen beter."
                ))
        }
        lines.append(
            say(
                "Rules that were made from these very leads look better here than they are. Judge them on leads of "
                    + "later days: --period.",
                "Regels die van juist deze leads zijn gemaakt lijken hier beter dan zij zijn. Oordeel op leads van "
                    + "later: --period."))
        lines.append(
            say(
                "Fields of the profile are those of the last export, as if they had been filled in from the start.",
                "Velden van het profiel zijn die van de laatste export, alsof zij van het begin af ingevuld waren."
            ))
        return lines
    }

    private func share(_ group: DefinitionComparison.Group) -> String {
        numbers.share(Double(group.contacted) / Double(max(1, group.mqls)))
    }
}
