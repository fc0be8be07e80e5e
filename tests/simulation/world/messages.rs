//! Requests and answers on their way.

use anyhow::Result;
use sync::engine::{Event, RequestId};
use wire::v1::SyncRequest;

use super::{Due, Message, ProcessAt, World};
use crate::network::{self, Answer, Fate, PATIENCE_MS};
use crate::server::Reply;

impl World {
    /// A device sends a request.
    pub(super) fn send(&mut self, at: ProcessAt, id: RequestId, request: &SyncRequest) -> Result<()> {
        let device = &mut self.devices[at.device];
        device.sent += 1;
        let (sent, person) = (device.sent, device.person);
        if let Some(process) = self.process(at) {
            process.waiting.push(id.0);
        }
        let body = serde_json::to_vec(request)?;
        let mut random = self.random("message", at.device as u64, sent);
        let Fate { arrivals, answer, back_ms } = network::fate(self.weather(at.device), &mut random);
        self.note(format_args!(
            "device {} asks {} from {:?} with {} ops: {arrivals:?} {answer:?}",
            at.device,
            id.0,
            request.cursor,
            request.ops.len()
        ));
        let message = Message { at, person, id, body, answer, back_ms };
        if arrivals.is_empty()
            && let Some(reply) = self.server.stranger(self.now_ms, &message.answer)
        {
            self.schedule(back_ms * 2, Due::Answer { at, id, reply });
        }
        for (nth, in_ms) in arrivals.into_iter().enumerate() {
            if nth > 0 {
                self.coverage.saw("late_duplicate");
            }
            self.schedule(in_ms, Due::Arrival { message: message.clone(), is_first: nth == 0 });
        }
        self.schedule(PATIENCE_MS, Due::Patience { at, id });
        Ok(())
    }

    /// A request reaches the service.
    pub(super) fn arrival(&mut self, message: Message, is_first: bool) -> Result<()> {
        let reply = self.serve(message.at.device, message.person, &message.body)?;
        if !is_first {
            return Ok(());
        }
        let Message { at, id, back_ms, answer, .. } = message;
        let reply = match answer {
            Answer::Whole => reply,
            Answer::CutOff(share) => {
                self.coverage.saw("cut_off");
                let kept = reply.body.len() as u64 * share / 1_000;
                Reply { body: reply.body[..kept as usize].to_vec(), ..reply }
            }
            Answer::Nothing => return Ok(()),
            other => match self.server.stranger(self.now_ms, &other) {
                Some(reply) => reply,
                None => return Ok(()),
            },
        };
        self.schedule(back_ms, Due::Answer { at, id, reply });
        Ok(())
    }

    /// An answer reaches a device.
    pub(super) async fn answer(&mut self, at: ProcessAt, id: RequestId, reply: Reply) -> Result<()> {
        let Some(process) = self.process(at) else { return Ok(()) };
        let was_waiting = process.waiting.contains(&id.0);
        process.waiting.retain(|waiting| *waiting != id.0);
        if !was_waiting {
            self.coverage.saw("late_answer");
        }
        if reply.is_portal {
            self.coverage.saw("portal");
        }
        self.note(format_args!("device {} hears {} of {}", at.device, reply.status, id.0));
        let Reply { status, headers, body, .. } = reply;
        self.tell(at, Event::HttpDone { id, status, headers, body }).await
    }

    /// A device stops waiting.
    pub(super) async fn patience(&mut self, at: ProcessAt, id: RequestId) -> Result<()> {
        let Some(process) = self.process(at) else { return Ok(()) };
        if !process.waiting.contains(&id.0) {
            return Ok(());
        }
        process.waiting.retain(|waiting| *waiting != id.0);
        self.note(format_args!("device {} gives up on {}", at.device, id.0));
        self.tell(at, Event::HttpFailed { id }).await
    }
}
