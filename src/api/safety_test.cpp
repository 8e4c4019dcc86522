// What a browser is told to refuse, what we refuse ourselves, and how often somebody may guess.
#include "api/remote_images.hpp"
#include "api/test_house.hpp"
#include "courier/intake.hpp"
#include "net/server.hpp"
#include "store/channels.hpp"
#include "store/messages.hpp"

namespace api {
namespace {
std::string header(const net::Response& response, std::string_view name) {
    return std::string(response.headers.get(name));
}

// The sources that a policy gives a kind of thing.
std::string sources(const std::string& policy, const std::string& kind) {
    auto at = (" " + policy).find(" " + kind + " ");
    if (at == std::string::npos) return "";
    auto rest = policy.substr(at + kind.size() + 1);
    return rest.substr(0, rest.find(';'));
}

class Safety : public EachApi {
protected:
    static net::Headers from_page() { return {{"Sec-Fetch-Site", "same-origin"}}; }
    net::Response log_in(const std::string& email, const std::string& word, const std::string& remote,
                         net::Headers more = from_page()) {
        net::Request request{.method = net::Method::post,
                             .path = "/api/session",
                             .headers = std::move(more),
                             .body = json::serialize(json::object{{"email", email}, {"password", word}}),
                             .remote = remote,
                             .trace = "test"};
        request.headers.set("Host", "rapport.example");
        return handle(rooms->app, request);
    }
};
RAPPORT_EACH_DATABASE(Safety);

TEST_P(Safety, the_page_may_load_nothing_from_elsewhere_and_stand_in_no_frame) {
    auto owner = session_of(found("quince"));
    for (const auto* path : {"/livez", "/api/session", "/api/people", "/nowhere", "/api/nowhere"}) {
        auto response = get(owner, path);
        auto policy = header(response, "Content-Security-Policy");
        EXPECT_EQ(sources(policy, "default-src"), "'none'") << path;
        EXPECT_EQ(sources(policy, "script-src"), "'self'") << path;
        EXPECT_EQ(sources(policy, "img-src"), "'self' data: blob:") << path;
        EXPECT_EQ(sources(policy, "frame-ancestors"), "'none'") << path;
        EXPECT_EQ(sources(policy, "base-uri"), "'none'") << path;
        EXPECT_EQ(sources(policy, "form-action"), "'self'") << path;
        for (const auto* evil : {"http:", "https:", "*", "unsafe-eval", "script-src 'unsafe-inline'"})
            EXPECT_EQ(policy.find(evil), std::string::npos) << path << ": " << policy;
        EXPECT_EQ(header(response, "X-Content-Type-Options"), "nosniff");
        EXPECT_EQ(header(response, "X-Frame-Options"), "DENY");
        EXPECT_EQ(header(response, "Referrer-Policy"), "same-origin");
        EXPECT_EQ(header(response, "Cross-Origin-Opener-Policy"), "same-origin");
        EXPECT_EQ(header(response, "Cross-Origin-Resource-Policy"), "same-origin");
        EXPECT_NE(header(response, "Permissions-Policy").find("camera=()"), std::string::npos);
        EXPECT_FALSE(response.headers.has("Access-Control-Allow-Origin")) << path;
    }
    EXPECT_EQ(header(get(owner, "/api/session"), "Cache-Control"), "no-store");
}

TEST_P(Safety, the_cookie_is_for_the_server_alone_and_secure_behind_tls) {
    found("quince");
    auto plain = header(log_in("owner@quince.example", std::string(password), "127.0.0.1"), "Set-Cookie");
    for (const auto* word : {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age="})
        EXPECT_NE(plain.find(word), std::string::npos) << plain;
    EXPECT_EQ(plain.find("Secure"), std::string::npos);
    EXPECT_EQ(plain.find("Domain"), std::string::npos);
    net::Request request{.method = net::Method::post,
                         .path = "/api/session",
                         .body = R"({"email":"owner@quince.example","password":"pain au levain"})",
                         .remote = "127.0.0.1",
                         .secure = true,
                         .trace = "test"};
    auto secure = header(handle(rooms->app, request), "Set-Cookie");
    EXPECT_TRUE(secure.ends_with("; Secure")) << secure;
}

TEST_P(Safety, another_site_cannot_log_a_member_in_as_somebody_else) {
    found("quince");
    auto word = std::string(password);
    for (net::Headers from :
         {net::Headers{{"Sec-Fetch-Site", "cross-site"}}, net::Headers{{"Origin", "https://evil.example"}},
          net::Headers{{"Origin", "null"}}})
        EXPECT_EQ(log_in("owner@quince.example", word, "127.0.0.1", from).status, 403);
    EXPECT_EQ(
        log_in("owner@quince.example", word, "127.0.0.1", {{"Origin", "http://rapport.example"}}).status,
        200);
    EXPECT_EQ(log_in("owner@quince.example", word, "127.0.0.1", {}).status, 200) << "a program";
}

TEST_P(Safety, guesses_from_one_address_come_to_an_end) {
    found("quince");
    int refused = 0;
    for (int i = 0; i < 40; ++i)
        refused += log_in(fmt::format("nobody{}@quince.example", i), "guess", "203.0.113.9").status == 429;
    EXPECT_GE(refused, 15);
    auto held = log_in("owner@quince.example", std::string(password), "203.0.113.9");
    EXPECT_EQ(held.status, 429);
    EXPECT_GT(std::stoi(header(held, "Retry-After")), 0);
    EXPECT_EQ(log_in("owner@quince.example", std::string(password), "203.0.113.10").status, 200);
    clock.advance(10 * second_ms);
    EXPECT_EQ(log_in("owner@quince.example", std::string(password), "203.0.113.9").status, 200);
}

TEST_P(Safety, guesses_at_one_account_come_to_an_end_however_it_is_spelled_and_wherever_they_come_from) {
    found("quince");
    int let = 0;
    for (int i = 0; i < 40; ++i) {
        auto spelling = i % 3 == 0   ? "owner@quince.example"
                        : i % 3 == 1 ? " OWNER@Quince.Example"
                                     : "Owner@quince.example ";
        let += log_in(spelling, "guess", fmt::format("198.51.100.{}", i)).status != 429;
    }
    EXPECT_LE(let, 8);
}

TEST_P(Safety, one_network_of_ipv6_is_one_guesser) {
    found("quince");
    int let = 0;
    for (int i = 0; i < 40; ++i)
        let += log_in(fmt::format("nobody{}@quince.example", i), "guess",
                      fmt::format("2001:db8:1:2::{:x}", i + 1))
                   .status != 429;
    EXPECT_LE(let, 20);
    EXPECT_NE(log_in("nobody@quince.example", "guess", "2001:db8:1:3::1").status, 429);
}

TEST_P(Safety, a_stolen_session_does_not_find_the_password_by_guessing) {
    auto owner = session_of(found("quince"));
    int let = 0;
    for (int i = 0; i < 30; ++i)
        let += send(owner, net::Method::patch, "/api/session",
                    fmt::format(R"({{"password":{{"old":"guess {}","new":"a new long password"}}}})", i))
                   .status != 429;
    EXPECT_LE(let, 8);
}

TEST_P(Safety, the_commonest_passwords_are_refused_with_a_sentence) {
    auto owner = found("quince");
    for (const auto* word :
         {"password123", "Password123", "QWERTYUIOP", "1234567890", "aaaaaaaaaaaa", "short"}) {
        auto response = send(session_of(owner), net::Method::patch, "/api/session",
                             fmt::format(R"({{"password":{{"old":"pain au levain","new":"{}"}}}})", word));
        EXPECT_EQ(response.status, 400) << word;
        EXPECT_NE(response.body.find("Take "), std::string::npos) << response.body;
        clock.advance(minute_ms);
    }
}

TEST_P(Safety, a_key_is_not_a_cookie_and_notes_when_it_was_used) {
    auto owner = found("quince");
    auto added = rooms->keys.add(owner, "till", store::Role::agent);
    Caller till{.name = "key", .key = added.secret};
    EXPECT_FALSE(rooms->keys.list(owner.workspace).at(0).last_used_at);
    EXPECT_EQ(send(till, net::Method::post, "/api/people", std::string(R"({"name":"Ana"})")).status, 201);
    EXPECT_EQ(rooms->keys.list(owner.workspace).at(0).last_used_at, clock.now());
    for (std::string wrong :
         {added.secret.substr(0, added.secret.size() - 1), added.secret + "x", std::string("rk_")})
        EXPECT_EQ(get({.name = "key", .key = wrong}, "/api/people").status, 401);
}

// A server for images outside, which notes what it was asked.
class Pictures {
public:
    Pictures() {
        server_ = net::Server::start({.host = "127.0.0.1"}, [this](const net::Request& request) {
            std::lock_guard lock(mutex_);
            asked_.push_back(request);
            return answer(request.path);
        });
    }
    std::string at(const std::string& path) const {
        return fmt::format("http://127.0.0.1:{}{}", server_->port(), path);
    }
    std::vector<net::Request> asked() {
        std::lock_guard lock(mutex_);
        return asked_;
    }

private:
    static net::Response answer(const std::string& path) {
        const std::string png = std::string("\x89PNG\r\n\x1a\n") + "pixels";
        if (path == "/huge.png") return {.body = png + std::string(6u << 20, 'x')};
        if (path == "/page.png")
            return {.headers = {{"Content-Type", "image/png"}}, .body = "<script>1</script>"};
        if (path == "/draw.svg") return {.headers = {{"Content-Type", "image/svg+xml"}}, .body = "<svg/>"};
        if (path == "/inside.png")
            return {.status = 302, .headers = {{"Location", "http://127.0.0.2:1/x.png"}}};
        if (path == "/gone.png") return {.status = 404};
        return {.headers = {{"Content-Type", "text/html"}, {"Set-Cookie", "track=1"}}, .body = png};
    }
    std::mutex mutex_;
    std::vector<net::Request> asked_;
    std::unique_ptr<net::Server> server_;
};

class RemoteImages : public EachApi {
protected:
    void SetUp() override {
        rules.allowed_ranges = {"127.0.0.1/32"};
        EachApi::SetUp();
    }

    // A mail that shows these images; its path.
    std::string mail(const store::Actor& owner, const std::vector<std::string>& images) {
        model::Inbound item;
        item.remote_id = "1", item.author = {"email", "ana@x.example", "Ana"}, item.sent_at = clock.now();
        item.text = "Look";
        for (const auto& image : images) item.html += fmt::format("<img data-src=\"{}\">", image);
        channels::Batch batch;
        batch.items.push_back(item);
        auto channel = house->change(owner, [](store::Change& change) {
            store::Channel made;
            made.network = "feed", made.name = "news";
            return store::add_channel(change, made);
        });
        courier::Intake(*house, rooms->files).take(owner, channel, std::move(batch));
        auto id =
            house->read([&](db::Tx& tx) { return store::find_remote(tx, owner.workspace, channel, "1"); });
        return "/api/messages/" + id.text() + "/image?address=";
    }
    Pictures pictures;
};
RAPPORT_EACH_DATABASE(RemoteImages);

TEST_P(RemoteImages, are_fetched_for_the_reader_without_a_trace_of_him) {
    auto owner = found("quince");
    auto reader = session_of(owner);
    auto path = mail(owner, {pictures.at("/a.png?who=1&amp;what=2")});
    auto response = get(reader, path + pictures.at("/a.png%3Fwho=1%26what=2"));
    ASSERT_EQ(response.status, 200) << response.body;
    EXPECT_EQ(header(response, "Content-Type"), "image/png");
    EXPECT_TRUE(response.body.ends_with("pixels"));
    EXPECT_EQ(header(response, "Cache-Control"), "private, max-age=3600");
    EXPECT_EQ(header(response, "Content-Security-Policy"), "default-src 'none'; sandbox");
    EXPECT_FALSE(response.headers.has("Set-Cookie"));
    ASSERT_EQ(pictures.asked().size(), 1u);
    for (const auto* name : {"Cookie", "Referer", "Authorization", "X-Forwarded-For"})
        EXPECT_FALSE(pictures.asked()[0].headers.has(name)) << name;
}

TEST_P(RemoteImages, are_only_those_that_the_message_shows_and_only_for_its_readers) {
    auto owner = found("quince"), other = found("plum");
    auto path = mail(owner, {pictures.at("/a.png")});
    EXPECT_EQ(get(session_of(owner), path + pictures.at("/b.png")).status, 404);
    EXPECT_EQ(get(session_of(owner), path + pictures.at("/a.png%3Fx")).status, 404);
    EXPECT_EQ(get(session_of(owner), path).status, 404);
    EXPECT_EQ(get(session_of(other), path + pictures.at("/a.png")).status, 404);
    EXPECT_EQ(get({}, path + pictures.at("/a.png")).status, 401);
    EXPECT_TRUE(pictures.asked().empty());
}

TEST_P(RemoteImages, are_refused_when_they_are_something_else_or_lead_inside) {
    auto owner = found("quince");
    std::vector<std::string> bad;
    for (const auto* name : {"/huge.png", "/page.png", "/draw.svg", "/inside.png", "/gone.png"})
        bad.push_back(pictures.at(name));
    bad.push_back("http://127.0.0.2:1/x.png"), bad.push_back("http://169.254.169.254/latest/meta-data");
    auto path = mail(owner, bad);
    for (const auto& address : bad) {
        auto response = get(session_of(owner), path + address);
        EXPECT_EQ(response.status, 503) << address;
        EXPECT_EQ(response.body.find("script"), std::string::npos);
    }
}

TEST(ImageTypes, are_read_from_the_bytes) {
    EXPECT_EQ(image_type("GIF89a..."), "image/gif");
    EXPECT_EQ(image_type("\xff\xd8\xff\xe0"), "image/jpeg");
    EXPECT_EQ(image_type("RIFF....WEBPVP8 "), "image/webp");
    for (const auto* no : {"", "RIFF", "RIFF....WAVE", "<svg xmlns='http://www.w3.org/2000/svg'/>", "GIF"})
        EXPECT_EQ(image_type(no), "") << no;
}
}  // namespace
}  // namespace api
