package parser

// SniffMail lets tests ask what is taken for mail.
func SniffMail(head string) bool { return sniffMail(head) }
