#include "api/channel_options.hpp"

#include <algorithm>

#include "net/url.hpp"

namespace api {
namespace {
using channels::Option;
using Type = Option::Type;

[[noreturn]] void wrong(const Option& option, const std::string& text) {
    throw Error{Code::bad_request, text}.at("options." + std::string(option.key));
}

std::string trimmed(std::string_view text) {
    auto begin = text.find_first_not_of(" \t\r\n");
    if (begin == text.npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

// What was given as text; the fallback when nothing was. A password may begin with a space.
std::string value_of(const json::object& given, const Option& option) {
    const auto* found = given.if_contains(option.key);
    if (!found || found->is_null()) return std::string(option.fallback);
    if (found->is_bool()) return found->get_bool() ? "true" : "false";
    if (found->is_int64()) return std::to_string(found->get_int64());
    if (!found->is_string() || found->get_string().size() > 4'000)
        wrong(option, fmt::format("{} must be text of at most 4,000 characters.", option.label));
    std::string text(found->get_string());
    return option.type == Type::secret ? text : trimmed(text);
}

bool whole_number(std::string_view text) {
    return text.size() <= 9 && text.find_first_not_of("0123456789") == text.npos;
}

std::string joined(const std::vector<std::string_view>& choices) {
    return fmt::format("{}", fmt::join(choices, ", "));
}

// A site is often written without its scheme.
std::string url_of(const Option& option, std::string text) {
    if (text.find("://") == text.npos) text = "https://" + text;
    if (!net::parse_url(text))
        wrong(option, fmt::format("“{}” is no web address; one looks like https://blog.example/feed.", text));
    return text;
}

std::string checked(const Option& option, std::string value) {
    if (value.empty()) return value;
    if (option.type == Type::url) return url_of(option, std::move(value));
    if (option.type == Type::number && !whole_number(value))
        wrong(option, fmt::format("{}: “{}” is no whole number.", option.label, value));
    bool known = std::count(option.choices.begin(), option.choices.end(), value) > 0;
    if (option.type == Type::choice && !known)
        wrong(option, fmt::format("{}: “{}” is none of {}.", option.label, value, joined(option.choices)));
    if (option.type == Type::flag && value != "true" && value != "false")
        wrong(option, fmt::format("{}: say true or false.", option.label));
    return value;
}

bool taken_away(const json::object& given, const Option& option) {
    const auto* found = given.if_contains(option.key);
    return found && found->is_null();
}

// Secrets that no form asks for are the channel's own.
void keep_own(const channels::Network& network, const TypedOptions& before, TypedOptions& after) {
    for (const auto& own : before.secret) {
        bool typed = std::ranges::any_of(network.options, [&](const auto& o) { return o.key == own.key(); });
        if (!typed) after.secret[own.key()] = own.value();
    }
}

// Where the channel connects to.
std::vector<std::string> places(const channels::Network& network, const json::object& given) {
    std::vector<std::string> out;
    for (const auto& option : network.options)
        if (option.type == Type::host || option.type == Type::url)
            out.push_back(checked(option, value_of(given, option)));
    return out;
}
}  // namespace

TypedOptions typed_options(const channels::Network& network, const json::object& given,
                           const TypedOptions& before) {
    TypedOptions out;
    bool elsewhere = !before.secret.empty() && places(network, given) != places(network, before.open);
    for (const auto& option : network.options) {
        bool secret = option.type == Type::secret;
        auto value = checked(option, value_of(given, option));
        const auto* kept =
            secret && !taken_away(given, option) ? before.secret.if_contains(option.key) : nullptr;
        if (value.empty() && kept && elsewhere)
            wrong(option, fmt::format("{}: enter it again, because the server is another one now. It is not "
                                      "sent to a place that it was not given for.",
                                      option.label));
        if (value.empty() && kept) value = kept->get_string();
        if (value.empty() && option.required) wrong(option, fmt::format("{} is missing.", option.label));
        if (!value.empty()) (secret ? out.secret : out.open)[option.key] = value;
    }
    keep_own(network, before, out);
    return out;
}

TypedOptions options_of(const App& app, const store::Channel& channel) {
    return {channel.options, unsealed(app, channel.secrets)};
}

json::object unsealed(const App& app, const std::string& secrets) {
    auto plain = secrets.empty() ? std::nullopt : app.seal.open(secrets);
    auto parsed = plain ? json::parse(*plain) : std::nullopt;
    return parsed && parsed->is_object() ? parsed->get_object() : json::object{};
}

std::string sealed(const App& app, const json::object& secrets) {
    return secrets.empty() ? "" : app.seal.close(json::serialize(secrets));
}

std::string option_field(const std::string& field) {
    return field.empty() || field.starts_with("options.") ? field : "options." + field;
}

std::unique_ptr<channels::Connector> connector(const Call& call, const channels::Network& network,
                                               const TypedOptions& options) {
    channels::ChannelConfig config{{}, "", {}, call.app.accounts.signing_key(call.actor.workspace)};
    for (const auto* part : {&options.open, &options.secret})
        for (const auto& [key, value] : *part)
            config.options[std::string(key)] = std::string(value.get_string());
    try {
        return network.open(config, call.app.post.surroundings);
    } catch (const Error& error) {
        throw Error{error.code(), error.text(), error.detail()}.at(option_field(error.field()));
    }
}
}  // namespace api
