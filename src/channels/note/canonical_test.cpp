#include "channels/note/canonical.hpp"

using channels::note::canonical;

TEST(Note, telephone_numbers_keep_their_digits_and_the_plus) {
    EXPECT_EQ(canonical(" +33 (0)1 23.45.67-89 "), "+33123456789");
    EXPECT_EQ(canonical("0033 1 23 45 67 89"), "+33123456789");
    EXPECT_EQ(canonical("01 23 45 67 89"), "0123456789");
}

TEST(Note, names_meet_whatever_their_spelling) {
    EXPECT_EQ(canonical("Zoë  Lefèvre"), canonical("ZOE LEFEVRE"));
    EXPECT_EQ(canonical("Ana@Town.example"), "ana@town.example");
    EXPECT_EQ(canonical("Room 12"), "room 12");
}

TEST(Note, nobody_is_refused) {
    EXPECT_THROW(canonical(" \t"), Error);
    EXPECT_THROW(canonical(std::string(1000, 'a')), Error);
}
