#include <exception>

#include "channels/email/reference.hpp"
#include "channels/email/understood.hpp"

namespace channels::email {
namespace {
json::object shown(const Mailbox& box) {
    return {{"address", box.address}, {"name", box.name}};
}

json::array shown(const std::vector<Mailbox>& boxes) {
    json::array result;
    for (const auto& box : boxes) result.push_back(shown(box));
    return result;
}

json::array shown(const std::vector<std::string>& texts) {
    json::array result;
    for (const auto& text : texts) result.emplace_back(text);
    return result;
}

json::array shown(const std::vector<model::Attachment>& files) {
    json::array result;
    for (const auto& file : files)
        result.push_back(json::object{
            {"name", file.name}, {"type", file.media_type}, {"size", file.size}, {"inline", file.inline_}});
    return result;
}

json::value text_or_null(const std::string& text) {
    return text.empty() ? json::value(nullptr) : json::value(text);
}

json::value first_or_null(const std::vector<std::string>& ids) {
    return ids.empty() ? json::value(nullptr) : json::value(ids.front());
}

json::object description(const Understood& mail) {
    auto date = mail.date ? mail.date : mail.received;
    json::object result{
        {"kind", model::name(mail.kind)},
        {"message_id", text_or_null(mail.message_id)},
        {"in_reply_to", first_or_null(message_ids(mail.fields.first("in-reply-to")))},
        {"references", shown(message_ids(mail.fields.first("references")))},
        {"from", mail.from.empty() ? json::value(nullptr) : json::value(shown(mail.from.front()))},
        {"to", shown(mail.to)},
        {"cc", shown(mail.cc)},
        {"date", date ? json::value(date.rfc3339()) : json::value(nullptr)},
        {"subject", mail.subject},
        {"text", mail.words.visible},
        {"quoted", mail.words.quoted},
        {"signature", mail.words.signature},
        {"html", !mail.words.html.empty()},
        {"attachments", shown(mail.body.attachments)},
        {"structure", mail.body.structure},
        {"notes", shown(mail.body.notes)},
    };
    if (mail.kind == model::Kind::bounce && mail.bounce) result["bounce"] = mail.bounce->details();
    return result;
}
}  // namespace

json::object describe(std::string_view raw) {
    try {
        return description(understand(raw, {}));
    } catch (const std::exception& error) {
        return {{"error", error.what()}};
    }
}

}  // namespace channels::email
