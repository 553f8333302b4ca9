//! A look at a form that was filled in, before anything is looked up: for platforms that show at its field what is wrong.

use chat::{Reply, Request};
use domain::Lang;

use super::{
    Dispatcher,
    refusals::{self, Refusal},
};

/// What is wrong with one field of a form.
#[derive(Debug)]
pub struct FieldProblem {
    /// The parameter.
    pub param: &'static str,
    /// What happened and what to do, as it is said when the call is made. Nothing of what was typed.
    pub refusal: Reply,
    /// Whether the person may say that it was not about a patient.
    pub waivable: bool,
}

impl Dispatcher {
    /// What is wrong with a form that was filled in, as far as it tells by itself. Nothing is looked up and nothing is
    /// kept; `None` promises nothing, for the call looks at all of it again.
    pub fn check(&self, lang: Lang, request: &Request) -> Option<FieldProblem> {
        let spec = request.spec;
        let waived = request.args.flag(refusals::WAIVE);
        let found = refusals::guard(request).map(|(refusal, _)| refusal);
        if let Some(Refusal::Patient {
            param,
            kind,
            sentence,
        }) = found.filter(|_| !waived)
        {
            metrics::counter!("dash_bot_guard_refusals_total").increment(1);
            return Some(FieldProblem {
                param,
                refusal: refusals::patient(lang, false, spec, param, kind, sentence),
                waivable: spec.param(refusals::WAIVE).is_some(),
            });
        }
        let mut args = request.args.clone();
        let wrong = |param, refusal| FieldProblem {
            param,
            refusal,
            waivable: false,
        };
        if let Err(problem) = args.check(spec) {
            // What is kept elsewhere is not missing.
            let asked = request.args.has(problem.param());
            let refusal = || refusals::problem(lang, spec, problem);
            return asked.then(|| wrong(problem.param(), refusal()));
        }
        let entry = self.0.entries.get(spec.name)?;
        let invalid = (entry.parse)(&args).err()?;
        let param = invalid.param;
        Some(wrong(param, refusals::invalid(lang, spec, invalid)))
    }
}
