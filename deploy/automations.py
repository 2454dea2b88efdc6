"""Two Prefect automations for a dataset: one tells of new findings, one of a refresh that stays away.

    python deploy/automations.py slack-webhook/on-call [--hours 26]

The argument is a notification block that exists in Prefect, as TYPE/NAME; running it again replaces both automations.
Canvass sends the event `canvass.findings.new` once for each version that has any, `canvass.refresh.completed` with
every run, whether it published or not.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import click
from prefect.automations import EventTrigger, Posture
from prefect.client.orchestration import get_client
from prefect.events import ResourceSpecification
from prefect.events.actions import SendNotification
from prefect.events.schemas.automations import AutomationCore

DATASETS = ResourceSpecification.model_validate({"prefect.resource.id": "canvass.dataset.*"})


def automations(block_id: UUID, hours: float) -> list[AutomationCore]:
    """The automations; `hours`: a refresh that has not completed for so long is missed."""
    return [
        AutomationCore(
            name="canvass: new findings",
            description="Sends the message of each version that has new findings.",
            trigger=EventTrigger(
                posture=Posture.Reactive,
                match=DATASETS,
                expect={"canvass.findings.new"},
                for_each={"prefect.resource.id"},
                threshold=1,
                within=timedelta(0),
            ),
            actions=[
                SendNotification(
                    block_document_id=block_id,
                    subject="{{ event.payload.title }}",
                    body="{{ event.payload.text }}",
                )
            ],
        ),
        AutomationCore(
            name="canvass: refresh stays away",
            description="Says so when no refresh has completed for long.",
            trigger=EventTrigger(
                posture=Posture.Proactive,
                match=DATASETS,
                expect={"canvass.refresh.completed"},
                after={"canvass.refresh.completed"},
                for_each={"prefect.resource.id"},
                threshold=1,
                within=timedelta(hours=hours),
            ),
            actions=[
                SendNotification(
                    block_document_id=block_id,
                    subject="canvass: no refresh has completed for long",
                    body=f"No event canvass.refresh.completed for {hours:g} hours. Look at the flow runs of `refresh`.",
                )
            ],
        ),
    ]


def create(block: str, hours: float) -> list[str]:
    """Create both, in place of those of the same names; the names. Raises ValueError where there is no such block."""
    block_type, _, name = block.partition("/")
    with get_client(sync_client=True) as client:
        document = client.read_block_document_by_name(name, block_type)
        if document.id is None:
            raise ValueError(f"the block {block} has no id")
        made = automations(document.id, hours)
        for automation in made:
            for old in client.read_automations_by_name(automation.name):
                client.delete_automation(old.id)
            client.create_automation(automation)
    return [automation.name for automation in made]


@click.command()
@click.argument("block", metavar="TYPE/NAME")
@click.option("--hours", default=26.0, show_default=True, help="A refresh has to complete within so many hours.")
def main(block: str, hours: float) -> None:
    """Create the automations for a notification block, e.g. slack-webhook/on-call."""
    for name in create(block, hours):
        click.echo(f"created: {name}")


if __name__ == "__main__":
    main()
