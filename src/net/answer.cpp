#include "net/answer.hpp"

#include <ctime>

namespace net {
namespace {
constexpr std::pair<int, std::string_view> phrases[] = {
    {100, "Continue"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {422, "Unprocessable Content"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
};

// RFC 9110 §5.6.7; made once a second, because every answer carries it.
const std::string& date() {
    thread_local std::time_t made = 0;
    thread_local std::string text;
    std::time_t now = std::time(nullptr);
    if (now == made) return text;
    std::tm parts{};
    gmtime_r(&now, &parts);
    char buffer[64];
    text.assign(buffer, std::strftime(buffer, sizeof buffer, "%a, %d %b %Y %H:%M:%S GMT", &parts));
    made = now;
    return text;
}

void put(std::string& out, std::string_view name, std::string_view value) {
    out.append(name).append(": ");
    for (char c : value) out += static_cast<unsigned char>(c) < 0x20 && c != '\t' ? ' ' : c;
    out.append("\r\n");
}

bool is_ours(std::string_view name) {
    constexpr std::string_view ours[] = {"content-length", "transfer-encoding", "connection", "date"};
    return std::any_of(std::begin(ours), std::end(ours), [&](auto one) { return same_name(one, name); });
}

void put_framing(std::string& out, const Envelope& envelope) {
    if (envelope.framing == Framing::length) put(out, "Content-Length", std::to_string(envelope.length));
    if (envelope.framing == Framing::chunked) put(out, "Transfer-Encoding", "chunked");
}
}  // namespace

std::string_view status_phrase(int status) {
    for (auto [code, phrase] : phrases)
        if (code == status) return phrase;
    return "Status";
}

Response problem(int status, std::string_view detail) {
    Response out{.status = status, .headers = {{"Content-Type", "application/problem+json"}}};
    auto more = detail.empty() ? std::string{} : fmt::format(R"(,"detail":"{}")", detail);
    out.body = fmt::format(R"({{"type":"about:blank","title":"{}","status":{}{}}})", status_phrase(status),
                           status, more);
    return out;
}

std::string answer_head(const Response& response, const Envelope& envelope) {
    std::string out = fmt::format("HTTP/1.1 {} {}\r\n", response.status, status_phrase(response.status));
    put(out, "Date", date());
    for (const auto& [name, value] : response.headers)
        if (!is_ours(name)) put(out, name, value);
    if (may_have_body(response.status)) put_framing(out, envelope);
    if (!envelope.trace.empty() && !response.headers.has("x-request-id"))
        put(out, "X-Request-Id", envelope.trace);
    put(out, "Connection", envelope.keep_alive ? "keep-alive" : "close");
    return out += "\r\n";
}

bool may_have_body(int status) {
    return status >= 200 && status != 204 && status != 304;
}

}  // namespace net
