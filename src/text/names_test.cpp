#include "text/names.hpp"

#include "text/samples.hpp"

namespace text {
TEST(Names, shrink_to_initials) {
    EXPECT_EQ(initials("Antoinette Dubois"), "AD");
    EXPECT_EQ(initials("山田太郎"), "山");
    EXPECT_EQ(initials("@ana"), "A");
    EXPECT_EQ(initials("émile de la tour"), "ÉT");
    EXPECT_EQ(initials(""), "");
    EXPECT_EQ(initials("🍞"), "");
}

TEST(Names, are_made_fit_to_show) {
    EXPECT_EQ(display_name("  \"Zoë   Novák\" "), "Zoë Novák");
    EXPECT_EQ(display_name("Ana\xE2\x80\xAE"
                           "nimda"),
              "Ananimda");
    EXPECT_EQ(display_name("Dubois, Antoinette"), "Dubois, Antoinette");
    EXPECT_EQ(display_name("« Maison Antoinette »"), "Maison Antoinette");
    EXPECT_EQ(display_name("'\"Ana\"'"), "Ana");
    EXPECT_EQ(display_name("\"\""), "\"\"");
    EXPECT_EQ(display_name("Ana 👩‍🍳"), "Ana 👩‍🍳");
    EXPECT_EQ(display_name(std::string(500, 'a')).size(), 100u);
    EXPECT_LT(display_name("z" + samples::repeated("\u0337", 5'000)).size(), 12u);
}

TEST(Names, survive_any_bytes) {
    for (const auto& bytes : samples::random_bytes(500)) initials(display_name(bytes));
}
}  // namespace text
