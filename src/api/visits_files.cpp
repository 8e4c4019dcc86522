#include "api/visits_files.hpp"

#include "base/encoding.hpp"
#include "base/hash.hpp"

namespace api {
namespace {
std::string tag(const Call& call, const store::Visitor& visitor, std::string_view what) {
    auto signed_text = "file:" + visitor.id.text() + ":" + std::string(what);
    return hex(hmac_sha256(call.door->config.signing_key, signed_text).substr(0, 16));
}

model::Attachment read(const Call& call, const store::Visitor& visitor, std::string_view word) {
    auto dot = word.find('.');
    auto what = word.substr(0, dot);
    bool ours = dot != word.npos && equal_secret(word.substr(dot + 1), tag(call, visitor, what));
    auto plain = ours ? from_base64url(what) : std::nullopt;
    auto parsed = plain ? json::parse(*plain, 2) : std::nullopt;
    if (!parsed) throw Error{Code::bad_request, "This file is not here any more; add it again."}.at("files");
    model::Attachment file{.name = json::text(*parsed, "name"), .media_type = json::text(*parsed, "type")};
    file.sha256 = json::text(*parsed, "sha256");
    file.bytes = call.app.files.read(visitor.workspace, file.sha256);
    file.size = file.bytes.size();
    return file;
}
}  // namespace

std::string file_word(const Call& call, const store::Visitor& visitor, const model::Attachment& file) {
    auto what = base64url(json::serialize(
        json::object{{"name", file.name}, {"type", file.media_type}, {"sha256", file.sha256}}));
    return what + "." + tag(call, visitor, what);
}

std::vector<model::Attachment> files_of_words(const Call& call, const store::Visitor& visitor,
                                              const std::vector<std::string>& words) {
    std::vector<model::Attachment> all;
    all.reserve(words.size());
    for (const auto& word : words) all.push_back(read(call, visitor, word));
    return all;
}

std::string clean_file_name(std::string_view name) {
    auto text = to_utf8(name);
    std::erase_if(text, [](char c) {
        auto byte = static_cast<unsigned char>(c);
        return byte < 0x20 || byte == 0x7f || c == '"' || c == '/' || c == '\\' || c == '<' || c == '>';
    });
    auto begin = text.find_first_not_of(". ");
    text = begin == text.npos ? "" : text.substr(begin);
    return text.empty() ? "file" : std::string(prefix(text, 150));
}
}  // namespace api
