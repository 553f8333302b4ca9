//! Plain tantivy: one field with all texts of an answer, the best by BM25.

use knowledge::Entry;
use tantivy::{
    Index as Tantivy, IndexReader, TantivyDocument, Term,
    collector::TopDocs,
    doc,
    query::{BooleanQuery, FuzzyTermQuery, Occur, Query, TermQuery},
    schema::{Field, IndexRecordOption, STORED, Schema, TEXT},
    tokenizer::TokenStream as _,
};

pub(crate) struct Index {
    index: Tantivy,
    reader: IndexReader,
    text: Field,
}

impl Index {
    pub(crate) fn build(entries: &[Entry]) -> Self {
        let mut schema = Schema::builder();
        let topic = schema.add_text_field("topic", STORED);
        let text = schema.add_text_field("text", TEXT);
        let index = Tantivy::create_in_ram(schema.build());
        let mut writer = index
            .writer_with_num_threads(1, 50_000_000)
            .expect("memory is there");
        for entry in entries {
            let parts = [&entry.title, &entry.answer.short, &entry.answer.more].into_iter();
            let all: Vec<_> = parts
                .chain(&entry.questions)
                .chain(&entry.keywords)
                .cloned()
                .collect();
            writer
                .add_document(doc!(topic => entry.topic.as_str(), text => all.join("\n")))
                .expect("it is taken");
        }
        writer.commit().expect("it is written");
        let reader = index.reader().expect("it can be read");
        Self {
            index,
            reader,
            text,
        }
    }

    /// The best answer, if there is any.
    pub(crate) fn best(&self, question: &str, fuzzy: bool) -> Option<TantivyDocument> {
        let mut analyzer = self
            .index
            .tokenizers()
            .get("default")
            .expect("it is built in");
        let mut tokens = analyzer.token_stream(question);
        let mut terms: Vec<(Occur, Box<dyn Query>)> = Vec::new();
        tokens.process(&mut |token| {
            let term = Term::from_field_text(self.text, &token.text);
            let query: Box<dyn Query> = if fuzzy && token.text.len() > 4 {
                Box::new(FuzzyTermQuery::new(term, 1, true))
            } else {
                Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs))
            };
            terms.push((Occur::Should, query));
        });
        let searcher = self.reader.searcher();
        let best = searcher
            .search(
                &BooleanQuery::new(terms),
                &TopDocs::with_limit(1).order_by_score(),
            )
            .expect("it is searched");
        best.first()
            .map(|(_, address)| searcher.doc(*address).expect("it is there"))
    }
}
