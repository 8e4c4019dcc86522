#pragma once
#include <optional>
#include <string>
#include <vector>

#include "store/store.hpp"

// Table import_run: what was brought in, by whom, and how far it got.
namespace store {

struct Import {
    Id id;
    std::string format, files, options;  // JSON texts, except format
    std::string state;  // uploaded, checking, checked, running, done, failed, interrupted, undoing, undone
    std::int64_t bytes_read = 0, bytes_total = 0, added = 0, existing = 0, refused = 0;
    std::string refusals;  // JSON array of {place, why}
    std::string error, by;
    Time created_at, finished_at;
};

Id add_import(Change&, const Import&);
std::optional<Import> import_run(db::Tx&, Id workspace, Id id);
std::vector<Import> imports(db::Tx&, Id workspace, std::size_t limit);  // newest first
// Saves progress and state and tells the event.
void save_import(Change&, const Import&);

// How many messages here came with an import.
std::int64_t brought_by(db::Tx&, Id workspace, Id import);
// An import that somebody is at work on, as its state says.
struct Underway {
    Id workspace;
    Import import;
};
std::vector<Underway> imports_underway(db::Tx&);  // of every workspace

// Takes out at most `most` messages that an import brought, and with the last of them the conversations,
// identities, persons and the channel that only it introduced; replies that were here before wait for
// their parents again. Returns how many messages went; 0 when none is left. Threads of older messages
// that the import joined stay one thread, and what a member did about a person keeps that person.
std::int64_t take_back(Change&, Id import, std::size_t most);

}  // namespace store
