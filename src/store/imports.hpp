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
    std::string state;                   // uploaded, running, done, failed, undone
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

}  // namespace store
