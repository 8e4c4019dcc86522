#pragma once
#include <string>
#include <vector>

#include "inbox/list.hpp"
#include "store/messages.hpp"
#include "store/query.hpp"
#include "store/search.hpp"

// Search over everything that was said. Finds candidates by the most selective thing asked for (words,
// then people, then time) and checks the rest on each, newest first, looking at a bounded number.
namespace inbox {

struct Searching {
    const store::Store& store;
    const store::Search& search;
    Id workspace, member;
};

struct Hits {
    std::vector<store::Message> messages;
    std::string next;  // the cursor of the page after, empty at the end
};

Hits find_messages(const Searching&, const store::Query&, Id before, std::size_t limit);

// Conversations that hold such messages, each once, by their newest hit; view, channel and label of the
// filter hold too.
Page find_conversations(const Searching&, const store::Query&, const Filter&);

}  // namespace inbox
