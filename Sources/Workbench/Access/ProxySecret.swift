internal import Quantities
internal import Store

/// What a proxy and the service alone know, so that nobody else can say who asks. Only a keyed sum of it is held.
package struct ProxySecret: Sendable {
    /// How many characters it has at least.
    package static let shortest = 32
    private static let longest = 512
    private let key: ErasureKey
    private let sum: String

    /// Reads it from a file that only its owner can read.
    ///
    /// - Throws: `FailedVerb` where others can read the file, or it holds no secret.
    package init(file path: String) throws {
        let text = try Files.text(path, most: 4096)
        guard !Files.isOpenToOthers(path) else {
            throw FailedVerb(
                .badData,
                en:
                    "\(path.visible): others than its owner can read this secret. Close it with chmod 600, and take "
                    + "another one where somebody may have seen it.",
                nl:
                    "\(path.visible): anderen dan de eigenaar kunnen dit geheim lezen. Sluit het af met chmod 600, en "
                    + "neem een ander als iemand het gezien kan hebben.")
        }
        let secret = text.split(whereSeparator: \.isNewline)
        guard secret.count == 1,
            (Self.shortest...Self.longest).contains(secret[0].utf8.count),
            secret[0].utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else {
            throw FailedVerb(
                .badData,
                en:
                    "\(path.visible): this is no secret for a proxy, one line of at least \(Self.shortest) letters, "
                    + "digits and signs. Make one with: (umask 077; openssl rand -hex 32 > FILE)",
                nl:
                    "\(path.visible): dit is geen geheim voor een proxy, één regel van minstens \(Self.shortest) letters, "
                    + "cijfers en tekens. Maak er een met: (umask 077; openssl rand -hex 32 > BESTAND)"
            )
        }
        guard let key = ErasureKey(ErasureKey.random()) else {
            throw FailedVerb(.cannotWrite, Phrase("no random bytes"))
        }
        self.key = key
        sum = key.name(of: ["proxy", String(secret[0])])
    }

    /// Whether somebody said the same, in a time that tells nothing of it.
    package func matches(_ said: String) -> Bool {
        said.utf8.count <= Self.longest
            && AccessBook.areSame(key.name(of: ["proxy", said]), sum)
    }
}
