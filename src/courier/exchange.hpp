#pragma once
#include <cstdint>
#include <functional>
#include <istream>
#include <ostream>
#include <string>
#include <vector>

#include "channels/archive.hpp"
#include "store/files.hpp"
#include "store/store.hpp"

// A workspace as NDJSON and back without loss: one JSON object a line with "type" and "id", ids as text,
// times in RFC 3339. Secrets, passwords, sessions and what is derived stay behind.
namespace courier {

struct Exchanged {
    std::int64_t written = 0, added = 0, existing = 0, refused = 0;
    std::vector<channels::Refusal> refusals;  // the first hundred, by line
};

// The types, in the order of the file. One read transaction: the file is one moment of the workspace.
Exchanged export_workspace(const store::Store&, const store::Files&, Id workspace, std::ostream&);

// Adds what is not here yet under the same ids, so that a second run changes nothing. Lines that make no
// sense are refused with their number and the reason; the others are taken. `progress` gets the lines read.
Exchanged import_workspace(const store::Store&, const store::Files&, const store::Actor&, std::istream&,
                           const std::function<void(std::int64_t)>& progress);

}  // namespace courier
