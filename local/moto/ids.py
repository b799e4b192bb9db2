"""Lets whoever makes something in moto say what it is called: the ids that AWS would choose.

A request's header `x-multistage-ids` lists them, separated by commas. Where moto invents an id of that kind while it
answers the request, it takes the first that fits; the others stay its own. So the emulator and the engine's state know a
thing by the same name, and what is made anew after a restart has its name back.
"""
import threading

import moto.ec2.models
import moto.ec2.utils
import moto.elbv2.models
import moto.route53.models
import moto.sns.models

request = threading.local()


class Ids:
    """The application, with the ids of a request at hand while it is answered."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        request.ids = [name for name in environ.get("HTTP_X_MULTISTAGE_IDS", "").split(",") if name]
        return self.application(environ, start_response)


def taken(fits):
    """The first id of the request that fits, for once; None where there is none."""
    ids = getattr(request, "ids", [])
    for name in ids:
        if fits(name):
            ids.remove(name)
            return name
    return None


def patch():
    ec2_id = moto.ec2.utils.random_id
    zone_id = moto.route53.models.create_route53_zone_id
    hexadecimal = moto.elbv2.models.mock_random
    subscription = moto.sns.models.make_arn_for_subscription
    backend = moto.ec2.models.EC2Backend.__init__
    balancer = moto.elbv2.models.FakeLoadBalancer.__init__

    def of_ec2(prefix="", size=17):
        return taken(lambda name: name.rpartition("-")[0] == prefix) or ec2_id(prefix, size)

    def of_zone(*arguments, **named):
        return taken(lambda name: name.startswith("Z")) or zone_id(*arguments, **named)

    def of_subscription(topic):
        return taken(lambda name: name.startswith(f"{topic}:")) or subscription(topic)

    class Hexadecimal:
        def get_random_hex(self, length=8):
            arn = taken(lambda name: ":elasticloadbalancing:" in name)
            return arn.rsplit("/", 1)[1] if arn else hexadecimal.get_random_hex(length)

    def make_backend(self, *arguments, **named):
        """Its default VPC is not what was asked for."""
        ids, request.ids = getattr(request, "ids", []), []
        backend(self, *arguments, **named)
        request.ids = ids

    def make_balancer(self, *arguments, **named):
        balancer(self, *arguments, **named)
        self.dns_name = taken(lambda name: ".elb." in name) or self.dns_name

    moto.ec2.utils.random_id = of_ec2
    moto.route53.models.create_route53_zone_id = of_zone
    moto.sns.models.make_arn_for_subscription = of_subscription
    moto.elbv2.models.mock_random = Hexadecimal()
    moto.ec2.models.EC2Backend.__init__ = make_backend
    moto.elbv2.models.FakeLoadBalancer.__init__ = make_balancer
