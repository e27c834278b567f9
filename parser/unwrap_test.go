package parser

import "testing"

func TestUnwrapAddress(t *testing.T) {
	const paper = "https://arxiv.org/abs/2403.00001"
	for address, want := range map[string]string{
		"https://www.google.com/url?q=https://arxiv.org/abs/2403.00001&sa=D&usg=x":                                                                          paper,
		"https://scholar.google.com/scholar_url?url=https://arxiv.org/abs/2403.00001&hl=en&sa=X":                                                            paper,
		"http://scholar.google.co.uk/scholar_url?url=https%3A%2F%2Farxiv.org%2Fabs%2F2403.00001&hl=en":                                                      paper,
		"https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Farxiv.org%2Fabs%2F2403.00001&data=05%7C01":                                       paper,
		"https://urldefense.com/v3/__https://arxiv.org/abs/2403.00001__;!!abc!def$":                                                                         paper,
		"https://urldefense.com/v3/__https://x.example/a*b__;Iw!!abc$":                                                                                      "https://x.example/a#b",
		"https://urldefense.proofpoint.com/v2/url?u=https-3A__arxiv.org_abs_2403.00001&d=DwMFaQ&c=x":                                                        paper,
		"https://x.r.us-west-2.awstrack.me/L0/https:%2F%2Farxiv.org%2Fabs%2F2403.00001/1/0101-x/y=1":                                                        paper,
		"https://www.google.com/url?q=https%3A%2F%2Feur01.safelinks.protection.outlook.com%2F%3Furl%3Dhttps%253A%252F%252Farxiv.org%252Fabs%252F2403.00001": paper,
		paper: paper,
		"https://www.google.com/url?q=javascript:alert(1)":                   "https://www.google.com/url?q=javascript:alert(1)",
		"https://www.google.com/url?q=https://":                              "https://www.google.com/url?q=https://",
		"https://www.google.com/url?q=https://evil%1b.example/":              "https://www.google.com/url?q=https://evil%1b.example/",
		"https://google.evil.example/url?q=https://arxiv.org/abs/2403.00001": "https://google.evil.example/url?q=https://arxiv.org/abs/2403.00001",
		"https://shop.example/redirect?url=https://arxiv.org/abs/2403.00001": "https://shop.example/redirect?url=https://arxiv.org/abs/2403.00001",
		"https://www.google.com/search?q=https://arxiv.org/abs/2403.00001":   "https://www.google.com/search?q=https://arxiv.org/abs/2403.00001",
		"no address": "no address",
	} {
		if got := unwrapAddress(address); got != want {
			t.Errorf("%s: got %s, want %s", address, got, want)
		}
	}
	text := "See https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Farxiv.org%2Fabs%2F2403.00001&data=x, and https://x.example/.\nEnd"
	if got, want := unwrapIn(text), "See https://arxiv.org/abs/2403.00001, and https://x.example/.\nEnd"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
