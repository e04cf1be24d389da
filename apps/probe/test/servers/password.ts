/** The one password of all servers, with a letter that is two bytes in UTF-8. */
export const PASSWORD = "correct-hörse-battery";
