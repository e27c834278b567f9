package parser

type pageMeta struct{}

func readPageMeta(string) *pageMeta { return nil }
func (*pageMeta) arXiv() bool       { return false }
func (*pageMeta) complete(*Paper)   {}
