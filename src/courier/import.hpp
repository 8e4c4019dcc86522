#pragma once
#include <functional>
#include <string>
#include <vector>

#include "channels/archive.hpp"
#include "courier/intake.hpp"
#include "courier/opening.hpp"

// Archives become conversations: the same intake as for channels, in pieces, with a report.
namespace courier {

struct ImportReport {
    std::int64_t added = 0, existing = 0, refused = 0;
    std::uint64_t bytes_read = 0, bytes_total = 0;
    std::vector<channels::Refusal> refusals;  // the first hundred
};

enum class Trial { real, dry };

// Who wants to know how an import goes; each may be empty.
struct ImportWatch {
    // Called after each piece; when it returns false the import stops where it is, with what it has taken.
    std::function<bool(const ImportReport&)> progress = {};
    // Every refusal, also those beyond the report's first hundred.
    std::function<void(const channels::Refusal&)> refused = {};
};

// Reads the files of one format into the workspace. What is here already is left as it is, so that a
// second run changes nothing. A dry run writes nothing and counts what would be new.
ImportReport import_files(const Post&, const store::Actor&, const channels::Format&,
                          const std::vector<std::string>& files, const channels::ArchiveOptions&, Trial,
                          Id import, const ImportWatch&);

}  // namespace courier
