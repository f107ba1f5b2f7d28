package import Leads

/// By what somebody who was erased may be known.
package enum ErasedText: Sendable {
    case lead(String)
    case deal(String)
    case address(String)
    /// The number or name under which books know a customer.
    case customer(String)
    /// Phone and name together, as `PersonalForms` has them: each alone is shared by others.
    case contact(phone: String, name: [String])
}

/// What is known before some files are read.
package struct KnownFacts: Sendable {
    /// Leads of which a row need not be in the files.
    package var leads: LeadIndex
    /// Whether an id or an address is of somebody who was erased; nil where nobody was.
    package var isErased: (@Sendable (ErasedText) -> Bool)?
    /// Whether these are all leads that there are, also those that no row to come is about.
    package var isWhole = false
    /// Whether nothing has changed since the file before was added, but what that added.
    package var isCarried = false
    /// Leads into which a CRM has merged ids.
    package var merged: [KnownMerge] = []

    package init(leads: LeadIndex, isErased: (@Sendable (ErasedText) -> Bool)? = nil) {
        self.leads = leads
        self.isErased = isErased
    }
}
