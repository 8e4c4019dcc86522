#include "text/language.hpp"

#include "base/shared_data_test.hpp"
#include "text/samples.hpp"

namespace text {
TEST(Language, is_known_for_plain_sentences) {
    EXPECT_EQ(language("The bread was sold out again this morning and nobody told us why."), "en");
    EXPECT_EQ(language("Le pain manquait encore ce matin et personne ne nous a dit pourquoi."), "fr");
    EXPECT_EQ(language("今朝もパンが売り切れていて、誰も理由を教えてくれませんでした。"), "ja");
    EXPECT_EQ(language("今天早上面包又卖完了，没有人告诉我们为什么。"), "zh");
    EXPECT_EQ(language("今天早上麵包又賣完了，沒有人告訴我們為什麼。"), "zh-Hant");
    EXPECT_EQ(language("Сегодня утром хлеб снова закончился, и никто не сказал почему."), "ru");
    EXPECT_EQ(language("نفد الخبز مرة أخرى هذا الصباح ولم يخبرنا أحد بالسبب."), "ar");
    EXPECT_EQ(language("เช้านี้ขนมปังหมดอีกแล้วและไม่มีใครบอกเราว่าทำไม"), "th");
    EXPECT_EQ(language("Το ψωμί τελείωσε πάλι σήμερα το πρωί και κανείς δεν μας είπε γιατί."), "el");
    EXPECT_EQ(language("आज सुबह रोटी फिर खत्म हो गई और किसी ने हमें नहीं बताया कि क्यों।"), "hi");
    EXPECT_EQ(language("הלחם אזל שוב הבוקר ואף אחד לא אמר לנו מדוע"), "he");
}

TEST(Language, is_known_for_a_few_words) {
    const std::pair<const char*, const char*> samples[] = {
        {"パン屋さん", "ja"},
        {"맛있어요!", "ko"},
        {"ขอบคุณ", "th"},
        {"你们几点开门？", "zh"},
        {"你們幾點開門？", "zh-Hant"},
        {"Ευχαριστώ", "el"},
        {"תודה רבה", "he"},
        {"شكراً على الخبز الطازج", "ar"},
        {"Коли відкриваєтесь? Мої діти їдять тільки ваш хліб", "uk"},
        {"Когда вы открываетесь?", "ru"},
        {"Wann macht ihr morgen auf?", "de"},
        {"¿A qué hora abren mañana?", "es"},
        {"Que horas vocês abrem amanhã?", "pt"},
        {"Mấy giờ tiệm bánh mở cửa ngày mai?", "vi"},
        {"Jam berapa toko rotinya buka besok?", "id"},
        {"I got my iPhone at the パン屋 yesterday evening", "en"}};
    for (auto [text, expected] : samples) EXPECT_EQ(language(text), expected) << text;
}

TEST(Language, is_unknown_for_what_is_too_short_or_no_language) {
    for (auto text :
         {"", "ok", "@ana @ben https://example.com/a/long/path/that/looks/like/words", "123 456 789 000"})
        EXPECT_EQ(language(text), "") << text;
}

// The Hindi ones are left out: they are in Latin letters, and half English.
TEST(Language, of_real_posts_is_seldom_wrong) {
    SHARED_DATA(folder, "06-sentiment");
    const std::pair<const char*, const char*> all[] = {
        {"arabic", "ar"},  {"english", "en"},    {"french", "fr"}, {"german", "de"},
        {"italian", "it"}, {"portuguese", "pt"}, {"spanish", "es"}};
    double posts = 0, right = 0, wrong = 0;
    for (auto [name, expected] : all) {
        std::ifstream in(folder / "xlm-t-multilingual/data/sentiment" / name / "train_text.txt");
        int number = 0;
        for (std::string line; std::getline(in, line);) {
            if (++number % 8 != 0) continue;
            auto found = language(line);
            ++posts, right += found == expected, wrong += !found.empty() && found != expected;
        }
    }
    std::printf("%.0f posts: %.1f %% right, %.1f %% wrong\n", posts, 100 * right / posts,
                100 * wrong / posts);
    EXPECT_GE(right / posts, 0.95);
    EXPECT_LE(wrong / posts, 0.03);
}

TEST(Language, survives_any_bytes) {
    for (const auto& bytes : samples::random_bytes(500, 200)) language(bytes);
}
}  // namespace text
