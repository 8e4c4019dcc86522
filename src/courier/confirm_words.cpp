#include "courier/confirm_words.hpp"

#include "base/json.hpp"
#include "model/confirm_link.hpp"
#include "store/confirmations.hpp"

namespace courier {

bool asks_to_confirm(const store::Message& m) {
    return m.extra.contains("confirmation");
}

std::optional<std::string> with_confirm_link(db::Tx& tx, const Seal& seal, Id workspace,
                                             const store::Message& m) {
    auto id = Id::parse(json::text(m.extra, "confirmation"));
    auto asked = id ? store::confirmation(tx, workspace, *id) : std::nullopt;
    auto opened = asked ? seal.open(asked->kept) : std::nullopt;
    auto kept = opened ? json::parse(*opened) : std::nullopt;
    if (!kept) return std::nullopt;
    auto word = json::text(*kept, asked->second_message == m.id ? "second" : "first");
    auto text = m.text;
    if (auto at = text.find(model::link_mark); at != text.npos)
        text.replace(at, model::link_mark.size(), model::confirm_link(asked->base, word));
    return text;
}

}  // namespace courier
