internal import Quantities
internal import Store

#if canImport(Darwin)
    internal import Darwin
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Glibc
#endif

extension FailedVerb {
    /// What a failure of the database means to who asked.
    ///
    /// - Parameters:
    ///   - path: the file that it is about.
    ///   - needed: about how many bytes were to be written; nil where nothing was.
    ///   - saysWhatWasKept: whether it says that nothing was; where it is told of each file, it does not.
    init(
        _ error: StoreError, _ path: String, needed: Int? = nil, saysWhatWasKept: Bool = true
    ) {
        let file = path.visible
        let kept =
            !saysWhatWasKept
            ? Phrase("")
            : error.isUnsure
                ? Phrase(
                    en:
                        " It is not sure whether the change was kept: mql imports and mql privacy log tell.",
                    nl:
                        " Het is niet zeker of de wijziging bewaard is: mql imports en mql privacy log zeggen het."
                ) : Phrase(en: " Nothing was kept.", nl: " Er is niets bewaard.")
        switch error.cause {
        case .full:
            let room = Self.room(path, needed)
            self.init(
                .cannotWrite,
                en:
                    "\(file): the disk is full.\(room.en)\(kept.en) Make room, and do it again.",
                nl:
                    "\(file): de schijf is vol.\(room.nl)\(kept.nl) Maak ruimte, en doe het opnieuw."
            )
        case .readOnly:
            self.init(
                .cannotWrite,
                en:
                    "\(file): you may read this workspace and not change it. Ask for the right to write "
                    + "in \(Self.folder(path)), or copy it.",
                nl:
                    "\(file): u mag deze werkruimte lezen en niet wijzigen. Vraag om schrijfrecht in "
                    + "\(Self.folder(path)), of kopieer haar.")
        case .busy:
            self.init(
                .cannotWrite,
                en: "\(file): another mql is writing here. Wait until it is done, and do it again.",
                nl:
                    "\(file): een ander mql schrijft hier. Wacht tot het klaar is, en doe het opnieuw."
            )
        case .damaged:
            self.init(
                .badData,
                en:
                    "\(file): the file is damaged (\(error.detail)). mql doctor says what of it holds; "
                    + "mql restore puts a backup in its place.",
                nl:
                    "\(file): het bestand is beschadigd (\(error.detail)). mql doctor zegt wat ervan "
                    + "klopt; mql restore zet een back-up terug.")
        case .foreign:
            self.init(
                .badData,
                en: "\(file): this is no database of mql, or somebody has changed its tables"
                    + "\(error.detail.isEmpty ? "" : " (\(error.detail.visible))"). It is left as it is.",
                nl: "\(file): dit is geen database van mql, of iemand heeft de tabellen veranderd"
                    + "\(error.detail.isEmpty ? "" : " (\(error.detail.visible))"). Ze blijft zoals ze is."
            )
        case .newer(let version):
            self.init(
                .badData,
                en:
                    "\(file): a later mql made this (its tables are version \(version), this mql knows "
                    + "\(LeadDatabase.newestVersion)). Install that one.",
                nl:
                    "\(file): een nieuwere mql heeft dit gemaakt (tabellen versie \(version), deze mql "
                    + "kent \(LeadDatabase.newestVersion)). Installeer die.")
        case .missing:
            self.init(
                .noInput, en: "\(file): this cannot be opened (\(error.detail.visible)).",
                nl: "\(file): dit is niet te openen (\(error.detail.visible)).")
        case .failed:
            self.init(
                .readError,
                en: "\(file): the system failed (\(error.detail.visible)).\(kept.en)",
                nl: "\(file): het systeem faalde (\(error.detail.visible)).\(kept.nl)")
        case .refused(.noImport(let number)):
            self.init(
                .noInput, en: "There is no import \(number). mql imports lists them.",
                nl: "Er is geen import \(number). mql imports somt ze op.")
        case .refused(.alreadyUndone(let number)):
            self.init(
                .badData, en: "Import \(number) was taken back already.",
                nl: "Import \(number) is al teruggedraaid.")
        case .refused(.twoAmounts(let finding)):
            let message = SpendQuestion(finding)
            self.init(.badData, en: message.imported.en, nl: message.imported.nl)
        case .refused(.noSuchLead):
            self.init(
                .noInput,
                en:
                    "Nobody here has this id or e-mail address. Look at how it is written in the CRM.",
                nl:
                    "Niemand hier heeft dit nummer of e-mailadres. Kijk hoe het in het CRM geschreven is."
            )
        }
    }

    private static func folder(_ path: String) -> String {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        return parts.isEmpty ? "." : parts.joined(separator: "/").visible
    }

    /// ` About 12 MB are needed, and 3 MB are free.`
    private static func room(_ path: String, _ needed: Int?) -> Phrase {
        var status = statvfs()
        guard let needed, statvfs(folder(path), &status) == 0 else { return Phrase(en: "", nl: "") }
        let free = Int(clamping: UInt64(status.f_bavail) &* UInt64(status.f_frsize))
        return Phrase(
            en: " About \(needed) bytes are needed, and \(free) are free.",
            nl: " Er zijn ongeveer \(needed) bytes nodig, en \(free) vrij.")
    }
}
