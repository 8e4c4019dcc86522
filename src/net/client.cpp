#include "net/client.hpp"

#include "base/encoding.hpp"
#include "net/transfer.hpp"

namespace net {
namespace {
using Reason = FetchError::Reason;
constexpr std::size_t max_header_bytes = 128u << 10;
constexpr std::size_t max_url = 8192;

// What one exchange (one hop of a redirect) brought.
struct Hop {
    std::uint64_t max_bytes;
    Headers headers = {};
    std::string body = {};
    std::size_t header_bytes = 0;
    bool too_large = false;
    bool head_ended = false;  // curl takes a line that ends within the head for the end of the head
    int status = 0;
    std::string url = {}, location = {};
};

std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* into) {
    auto& hop = *static_cast<Hop*>(into);
    hop.too_large = hop.body.size() + count > hop.max_bytes;
    if (hop.too_large) return 0;
    hop.body.append(bytes, count);
    return count;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    auto first = text.find_first_not_of(blanks);
    return first == text.npos ? "" : text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::size_t take_header(char* bytes, std::size_t, std::size_t count, void* into) {
    auto& hop = *static_cast<Hop*>(into);
    std::string_view line(bytes, count);
    hop.header_bytes += count;
    hop.too_large = hop.header_bytes > max_header_bytes;
    if (hop.too_large) return 0;
    if (line.starts_with("HTTP/")) hop.headers = {}, hop.head_ended = false;  // an interim answer came before
    hop.head_ended = hop.head_ended || trimmed(line).empty();
    auto colon = line.find(':');
    if (colon != line.npos && !line.starts_with("HTTP/"))
        hop.headers.add(to_utf8(trimmed(line.substr(0, colon))), to_utf8(trimmed(line.substr(colon + 1))));
    return count;
}

bool is_token(std::string_view name) {
    auto fits = [](char c) {
        return c > ' ' && c < 0x7f &&
               std::string_view("()<>@,;:\\\"/[]?={}").find(c) == std::string_view::npos;
    };
    return !name.empty() && std::all_of(name.begin(), name.end(), fits);
}

void put_headers(FieldList& list, const Fetch& step) {
    for (const auto& [name, value] : step.headers) {
        bool ours = same_name(name, "host") || same_name(name, "content-length") ||
                    same_name(name, "transfer-encoding") || same_name(name, "connection");
        if (ours || !is_token(name)) continue;
        std::string clean = value;
        for (char& c : clean) c = static_cast<unsigned char>(c) < ' ' || c == 0x7f ? ' ' : c;
        list.add(trimmed(clean).empty() ? name + ";" : name + ": " + clean);
    }
    list.add("Expect:");
    if (!step.headers.has("content-type")) list.add("Content-Type:");
}

void put_method(Transfer& transfer, const Fetch& step) {
    bool sends = !step.body.empty() || step.method == Method::post || step.method == Method::put ||
                 step.method == Method::patch;
    if (sends) {
        transfer.set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(step.body.size()));
        transfer.set(CURLOPT_POSTFIELDS, step.body.data());
    }
    // On a line that it has used before, curl itself sends once more what was not answered at all. What must
    // not be done twice gets a new line.
    if (step.method == Method::post || step.method == Method::patch) transfer.set(CURLOPT_FRESH_CONNECT, 1L);
    if (step.method == Method::head)
        transfer.set(CURLOPT_NOBODY, 1L);
    else
        transfer.set(CURLOPT_CUSTOMREQUEST, std::string(name(step.method)).c_str());
}

FetchError not_a_web_address(std::string_view url) {
    return FetchError(Reason::bad_url,
                      fmt::format("\"{}\" is not a web address. Write it like https://town.example/feed.xml.",
                                  to_utf8(url.substr(0, 200))));
}

// The host, for messages; throws for what we do not fetch.
std::string host_of(const std::string& url) {
    auto scheme = url_part(url, CURLUPART_SCHEME), host = url_part(url, CURLUPART_HOST);
    bool web = scheme == "http" || scheme == "https";
    if (url.size() > max_url || url.find('\0') != url.npos || !web || host.empty())
        throw not_a_web_address(url);
    return host.starts_with('[') ? host.substr(1, host.size() - 2) : host;
}

bool is_redirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

bool same_origin(const std::string& a, const std::string& b) {
    for (auto part : {CURLUPART_SCHEME, CURLUPART_HOST, CURLUPART_PORT})
        if (!same_name(url_part(a, part), url_part(b, part))) return false;
    return true;
}

// Another origin gets nothing that could be a credential: only what says how to answer.
Headers harmless(const Headers& headers) {
    Headers out;
    for (const auto& [name, value] : headers)
        for (auto kept : {"accept", "accept-language", "content-type", "if-none-match", "if-modified-since"})
            if (same_name(name, kept)) out.add(name, value);
    return out;
}

Headers without(const Headers& headers, std::string_view name) {
    Headers out;
    for (const auto& [key, value] : headers)
        if (!same_name(key, name)) out.add(key, value);
    return out;
}

// RFC 9110 §15.4: 303 and, by custom, 301 and 302 of a POST go on as GET; 307 and 308 change nothing.
Fetch followed(const Fetch& step, const Hop& hop) {
    Fetch next = step;
    next.url = hop.location;
    if (!same_origin(step.url, hop.location)) next.headers = harmless(step.headers);
    bool old_custom = (hop.status == 301 || hop.status == 302) && step.method == Method::post;
    if (old_custom || (hop.status == 303 && step.method != Method::head)) {
        next.method = Method::get;
        next.body.clear();
        next.headers = without(next.headers, "content-type");
    }
    return next;
}

class CurlHttp final : public Http {
public:
    explicit CurlHttp(const HttpOptions& options) : trust_(options) {}
    Fetched fetch(const Fetch& wanted) override;

private:
    using Clock = std::chrono::steady_clock;
    static constexpr std::size_t most_idle = 8;
    Hop exchange(Transfer&, const Fetch& step, Clock::time_point deadline);
    std::unique_ptr<Transfer> lease();
    void give_back(std::unique_ptr<Transfer>);

    const Trust trust_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Transfer>> idle_;
};

Fetched CurlHttp::fetch(const Fetch& wanted) {
    auto deadline = Clock::now() + std::chrono::seconds(std::max(1, wanted.seconds));
    auto give = [this](Transfer* one) { give_back(std::unique_ptr<Transfer>(one)); };
    std::unique_ptr<Transfer, decltype(give)> transfer(lease().release(), give);
    Fetch step = wanted;
    bool permanent = true;
    for (int hops = 0;; ++hops) {
        Hop hop = exchange(*transfer, step, deadline);
        bool ends = !is_redirect(hop.status) || hop.location.empty() || wanted.redirects <= 0;
        if (ends)
            return {hop.status, std::move(hop.headers), std::move(hop.body), std::move(hop.url),
                    permanent && hops > 0};
        if (hops == wanted.redirects)
            throw FetchError(
                Reason::protocol,
                fmt::format("{} redirects more than {} times. Use the address that it should lead to.",
                            host_of(wanted.url), wanted.redirects));
        permanent = permanent && (hop.status == 301 || hop.status == 308);
        step = followed(step, hop);
    }
}

Hop CurlHttp::exchange(Transfer& transfer, const Fetch& step, Clock::time_point deadline) {
    std::string host = host_of(step.url);
    using std::chrono::milliseconds;
    transfer.prepare("http,https", std::chrono::duration_cast<milliseconds>(deadline - Clock::now()).count());
    Hop hop{.max_bytes = step.max_bytes};
    FieldList fields;
    put_headers(fields, step);
    put_method(transfer, step);
    transfer.set(CURLOPT_URL, step.url.c_str());
    transfer.set(CURLOPT_HTTPHEADER, fields.first);
    transfer.set(CURLOPT_USERAGENT, trust_.user_agent.c_str());
    transfer.set(CURLOPT_ACCEPT_ENCODING, "");
    transfer.set(CURLOPT_FOLLOWLOCATION, 0L);
    if (step.method != Method::head)
        transfer.set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(step.max_bytes));
    transfer.set(CURLOPT_WRITEFUNCTION, &take_body);
    transfer.set(CURLOPT_WRITEDATA, &hop);
    transfer.set(CURLOPT_HEADERFUNCTION, &take_header);
    transfer.set(CURLOPT_HEADERDATA, &hop);
    CURLcode code = transfer.perform();
    if (hop.too_large || code == CURLE_FILESIZE_EXCEEDED)
        throw FetchError(Reason::too_large,
                         fmt::format("The answer of {} is larger than {} kB, the most we take.", host,
                                     step.max_bytes / 1024));
    if (code == CURLE_OK && !hop.head_ended) code = CURLE_PARTIAL_FILE;
    if (code != CURLE_OK) throw transfer.error(code, host);
    hop.status = static_cast<int>(transfer.number(CURLINFO_RESPONSE_CODE));
    hop.url = transfer.text(CURLINFO_EFFECTIVE_URL);
    hop.location = transfer.text(CURLINFO_REDIRECT_URL);
    return hop;
}

std::unique_ptr<Transfer> CurlHttp::lease() {
    std::lock_guard lock(mutex_);
    if (idle_.empty()) return std::make_unique<Transfer>(trust_, Guard::Purpose::web);
    auto one = std::move(idle_.back());
    idle_.pop_back();
    return one;
}

void CurlHttp::give_back(std::unique_ptr<Transfer> one) {
    std::lock_guard lock(mutex_);
    if (idle_.size() < most_idle) idle_.push_back(std::move(one));
}
}  // namespace

std::unique_ptr<Http> make_http(const HttpOptions& options) {
    return std::make_unique<CurlHttp>(options);
}

}  // namespace net
