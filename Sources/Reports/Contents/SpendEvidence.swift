internal import Analysis
internal import Intake
internal import Leads
internal import Quantities

/// What stands beside the spend of platforms: totals of their own, accounts, and what exports do not
/// agree on.
struct SpendEvidence {
    private let tie: PlatformTie
    private let findings: [SpendFinding]
    private let say: Wording

    init(_ context: ReportContext) {
        tie = PlatformTie(context.reading)
        findings = context.reading.facts.spendFindings
        say = context.say
    }

    private static let most = 6

    /// Whether a platform wrote any of the files.
    var isKnown: Bool { tie.withTotal + tie.withoutTotal > 0 }

    /// Lines for the tie of the spend.
    var lines: [String] {
        var lines: [String] = []
        let numbers = say.numbers
        let files = tie.withTotal + tie.withoutTotal
        if tie.withTotal > 0 {
            let (stated, rows) = (
                FixedPoint.text(cents: tie.stated),
                FixedPoint.text(cents: tie.rows)
            )
            let agree =
                tie.differing == 0
                ? say("which their rows add up to", "en dat is de som van hun rijen")
                : say("and their rows add up to \(rows)", "en hun rijen tellen op tot \(rows)")
            lines.append(
                say(
                    "\(tie.withTotal) of \(files) exports of platforms state a total of their own: \(stated), "
                        + agree,
                    "\(tie.withTotal) van \(files) exports van platforms noemen een eigen totaal: \(stated), "
                        + agree))
        } else if files > 0 {
            lines.append(
                say(
                    "no platform export states a total of its own to check this against",
                    "geen export van een platform noemt een eigen totaal om dit mee te vergelijken")
            )
        }
        for money in tie.repeated {
            let amount = numbers.money(money)
            lines.append(
                say(
                    "\(amount) stands in more than one export and counts once",
                    "\(amount) staat in meer dan één export en telt één keer"))
        }
        let accounts = tie.accounts
        for account in accounts.prefix(Self.most) {
            lines.append(
                "\(account.source.visible) · \(account.account.visible): \(numbers.money(account.spent))"
            )
        }
        if accounts.count > Self.most {
            let more = accounts.count - Self.most
            lines.append(say("and \(more) more accounts", "en nog \(more) accounts"))
        }
        return lines
    }

    /// What exports do not agree on, for the notes of a report.
    var notes: [String] {
        let texts = findings.map(text)
        let more = texts.count - Self.most
        return texts.prefix(Self.most)
            + (more > 0
                ? [say("and \(more) more about spend", "en nog \(more) over uitgaven")] : [])
    }

    private func text(_ finding: SpendFinding) -> String {
        let what = [finding.source, finding.account, finding.campaign].filter { !$0.isEmpty }
            .map(\.visible).joined(separator: " · ")
        let days = say.period(finding.period)
        let (counted, other) = (
            say.numbers.money(finding.counted), say.numbers.money(finding.other)
        )
        let files = finding.files.map(\.visible).joined(separator: ", ")
        let said =
            switch finding.kind {
            case .twoAmounts:
                say(
                    "two exports say \(counted) and \(other), and none says of which day it is",
                    "twee exports zeggen \(counted) en \(other), en geen zegt van welke dag ze is")
            case .undated:
                say(
                    "two exports say \(counted) and \(other); the first counts, because only that says "
                        + "of which day it is",
                    "twee exports zeggen \(counted) en \(other); het eerste telt, omdat alleen die zegt van "
                        + "welke dag ze is")
            case .partsDiffer:
                say(
                    "a row for all these days and rows for some of them do not agree: \(counted) counts, "
                        + "and \(other) does not",
                    "een rij voor al deze dagen en rijen voor een deel ervan kloppen niet: \(counted) telt, "
                        + "\(other) niet")
            case .leftOut:
                say(
                    "\(other) of an earlier export does not count: the later one has nothing on these days",
                    "\(other) uit een eerdere export telt niet: de latere heeft niets op deze dagen"
                )
            case .divided:
                say(
                    "rows overlap in part, and what fell on the days of both is not known: divided by days, "
                        + "\(counted) counts and \(other) does not",
                    "rijen overlappen deels, en wat op de dagen van beide viel is niet bekend: naar dagen "
                        + "verdeeld telt \(counted), en \(other) niet")
            case .rest:
                say(
                    "of a row for all these days \(other) stands in rows for some of them; the other "
                        + "\(counted) was divided over the days that are left",
                    "van een rij voor al deze dagen staat \(other) in rijen voor een deel ervan; de andere "
                        + "\(counted) is over de dagen verdeeld die overblijven")
            case .otherNames:
                say(
                    "one export has \(counted) under names that the other has not, which has \(other) under "
                        + "others: renamed campaigns would count twice. Export again with the campaign ID",
                    "de ene export heeft \(counted) onder namen die de andere niet heeft, en die heeft "
                        + "\(other) onder andere: hernoemde campagnes zouden dubbel tellen. Exporteer opnieuw "
                        + "met de campagne-ID")
            case .severalCampaigns:
                say(
                    "\(counted) could be of several campaigns of that name (\(other)), and counts beside "
                        + "them. Export again with the account and the campaign ID",
                    "\(counted) kan van meer campagnes met die naam zijn (\(other)), en telt daarnaast. "
                        + "Exporteer opnieuw met het account en de campagne-ID")
            case .twoAccounts:
                say(
                    "one campaign has the same amounts under two accounts, \(counted) and \(other): both "
                        + "count. Is it one account under two names?",
                    "één campagne heeft dezelfde bedragen onder twee accounts, \(counted) en \(other): "
                        + "beide tellen. Is het één account met twee namen?")
            case .absent:
                say(
                    "\(counted) of campaigns that a later export of these days does not have at all: it "
                        + "counts. Was that export narrowed down?",
                    "\(counted) van campagnes die een latere export van deze dagen helemaal niet heeft: het "
                        + "telt. Was die export ingeperkt?")
            }
        return "\(what), \(days): \(said)" + (files.isEmpty ? "" : " (\(files))")
    }

    /// Beside the files: totals of their own, what stands in several, what they do not agree on.
    var json: JSONObject {
        [
            "own_totals": JSONValue.members([
                "exports": tie.withTotal + tie.withoutTotal, "with_total": tie.withTotal,
                "stated_cents": Int(clamping: tie.stated), "rows_cents": Int(clamping: tie.rows),
                "differing": tie.differing,
            ]), "repeated_spend": JSONObject(tie.repeated.map { ($0.currency.code, $0) }),
            "spend_findings": findings.map { finding in
                JSONValue.members([
                    "kind": finding.kind.rawValue, "source": finding.source,
                    "account": finding.account, "campaign": finding.campaign,
                    "first": finding.period.first, "last": finding.period.lastDay,
                    "currency": finding.counted.currency.code, "counted": finding.counted,
                    "other": finding.other, "files": finding.files,
                ])
            },
        ]
    }

    /// What each account cost in each month.
    var months: JSONValue {
        .array(
            tie.months.map { month in
                .members([
                    "source": month.source, "account": month.account,
                    "month": String("\(month.month)".prefix(7)),
                    "currency": month.spent.currency.code, "spent": month.spent,
                    "divided": month.isDivided,
                ])
            })
    }
}
