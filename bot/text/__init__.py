"""Operations on strings that know neither Docker nor Telegram."""
