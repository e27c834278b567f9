// Dictionary makes ../body.dict, with which the library compresses what it keeps of a paper: a Zstandard dictionary (RFC
// 8878, 5) trained on the abstracts of the starter digest, in the form in which a record is kept.
//
// Records are short, and short texts compress badly by themselves: with what abstracts have in common given, they take a
// sixth less room, in English more. A dictionary is for ever: libraries hold records that need it. To make a better one,
// give it another number, and keep the old one beside it.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/klauspost/compress/zstd"

	"dogear/parser"
	"dogear/seeds"
)

// names are some of the commonest names of authors.
var names = strings.Fields(`Wei Wang Yang Li Jing Zhang Xin Liu Yu Chen Jun Huang Hao Wu Lei Zhou Tao Xu Jie Sun Jian Ma Yi Zhu Bo Hu
	Kai Lin Peng Guo David Smith Michael Johnson Daniel Brown John Jones Thomas Miller Andreas Müller Peter Schmidt Martin Schneider Stefan
	Fischer Christian Weber Anna Novak Maria Garcia Jose Martinez Carlos Rodriguez Juan Lopez Ana Silva Paulo Santos Marco Rossi Andrea
	Russo Giovanni Bianchi Pierre Martin Nicolas Bernard Philippe Dubois Ivan Ivanov Sergey Petrov Alexander Smirnov Dmitry Kuznetsov Hiroshi
	Tanaka Takashi Suzuki Kenji Sato Yuki Takahashi Min Kim Ji Lee Hyun Park Sung Choi Amit Kumar Rahul Singh Priya Sharma Sanjay Gupta Mohammad
	Ahmed Ali Hassan Robert Williams James Davis William Wilson Richard Taylor Paul Anderson Mark White Sarah Martin Laura Thompson`)

func main() {
	if err := run("body.dict"); err != nil {
		log.Fatal(err)
	}
}

func run(path string) error {
	_, text := seeds.Starter()
	d, err := parser.Open(bytes.NewReader(text), parser.Options{})
	if err != nil {
		return err
	}
	var samples [][]byte
	var history []byte
	n := 0
	for p, problem := range d.Records() {
		if problem != nil {
			return problem
		}
		sample, err := sample(&p, n)
		if err != nil {
			return err
		}
		samples = append(samples, sample)
		history = append(history, sample...)
		n++
	}
	const most = 110 << 10 // what is nearest to the text is the cheapest to refer to; the encoder looks no farther back
	if len(history) > most {
		history = history[len(history)-most:]
	}
	dict, err := zstd.BuildDict(zstd.BuildDictOptions{
		ID: 1, Contents: samples, History: history, Offsets: [3]int{1, 4, 8}, Level: zstd.SpeedFastest,
	})
	if err != nil {
		return err
	}
	return os.WriteFile(path, dict, 0o644) //nolint:gosec // a source file
}

// sample is a paper as package store keeps it (see body), with what arXiv would have told of it.
func sample(p *parser.Paper, n int) ([]byte, error) {
	id := fmt.Sprintf("%02d%02d.%05d", 7+n%18, 1+n%12, n*271)
	links := append([]parser.Link{
		{Kind: parser.LinkPage, URL: "https://arxiv.org/abs/" + id}, {Kind: parser.LinkPDF, URL: "https://arxiv.org/pdf/" + id},
		{Kind: parser.LinkPage, URL: "https://doi.org/10.1103/PhysRev"},
	}[:2+n%2], p.Links...)
	var authors []parser.Author
	for i := range 1 + n%5 {
		at := (n*11 + i*2) % (len(names) - 1)
		authors = append(authors, parser.Author{Given: names[at], Family: names[at+1]})
	}
	gaps := "0  "
	lines := strings.Split(ansi.Wrap(p.Abstract, 77, ""), "\n")
	for _, l := range lines {
		gaps += strconv.Itoa(len(strings.Fields(l))) + "\n"
	}
	return json.Marshal(struct {
		Abstract   string          `json:"a"`
		Authors    []parser.Author `json:"p"`
		Links      []parser.Link   `json:"l"`
		Difference any             `json:"d"`
	}{p.Abstract, authors, links, map[string]any{"g": gaps, "h": []string{"12,1 $\\alpha$", "7,1 $O(n^2)$", "3,2 {\\it et al.}"}}})
}
