//! Gives every button, menu and form its code, and parks arguments that do not fit into one.

use chat::{Action, Args, Error, Kind, Request, Response};
use chrono::TimeDelta;
use domain::ParkedId;

use crate::context::Context;

/// How long a parked call can be taken up again.
const KEPT: TimeDelta = TimeDelta::hours(24);

/// Sets the codes of a response.
pub(super) async fn set(cx: &mut Context<'_>, response: &mut Response) -> Result<(), Error> {
    let mut parking = Parking {
        reusable: cx.parked.clone(),
        parked: Vec::new(),
    };
    match response {
        Response::Form(form) => {
            form.code = parking.code(cx, form.request.clone()).await?;
        }
        Response::Reply(reply) => {
            let specs = &cx.house.specs;
            for action in &mut reply.actions {
                let (request, code) = match action {
                    Action::Button(button) => (button.request(specs), &mut button.code),
                    Action::Menu(menu) => (menu.request(specs), &mut menu.code),
                    Action::Link { .. } => continue,
                };
                let request =
                    request.ok_or_else(|| anyhow::anyhow!("a button calls what does not exist"))?;
                *code = parking.code(cx, request).await?;
            }
            reply.tell_codes_apart();
        }
    }
    Ok(())
}

/// Whether people's own words are among the arguments. They never stand in a code, however few they are: a draft is a
/// row, so that it can be sent once, and is gone after its day.
fn has_words(request: &Request) -> bool {
    let mut params = request.spec.params.iter();
    params.any(|param| matches!(param.kind, Kind::Text { .. }) && request.args.has(param.name))
}

/// What was parked for this response: buttons that carry the same arguments share a row.
struct Parking {
    /// The row from which this call's arguments came: a draft stays one row while it is changed.
    reusable: Option<ParkedId>,
    parked: Vec<(Args, ParkedId)>,
}

impl Parking {
    async fn code(&mut self, cx: &mut Context<'_>, mut request: Request) -> Result<String, Error> {
        if !has_words(&request)
            && let Ok(code) = request.code()
        {
            return Ok(code);
        }
        // Whether a form opens depends on arguments that the code will not have.
        let submitted = request.submitted;
        request.reopen = request.opens_form();
        request.submitted = false;
        let args = std::mem::take(&mut request.args);
        request.parked = Some(Box::pin(self.park(cx, args)).await?);
        request.submitted = submitted;
        request.code().map_err(|_| {
            Error::Internal(anyhow::anyhow!(
                "cannot make a code for {}",
                request.spec.name
            ))
        })
    }

    async fn park(&mut self, cx: &mut Context<'_>, args: Args) -> Result<ParkedId, Error> {
        if let Some((_, id)) = self.parked.iter().find(|(parked, _)| *parked == args) {
            return Ok(id.clone());
        }
        let person = cx.person().await?;
        let tx = cx.tx().await?;
        let expires = tx.now() + KEPT;
        let id = match self.reusable.take() {
            Some(id) => {
                tx.park_again(&id, &person.id, &args, expires).await?;
                id
            }
            None => tx.park(&person.id, &args, expires).await?,
        };
        self.parked.push((args, id.clone()));
        Ok(id)
    }
}
